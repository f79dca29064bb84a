// The fields for what goes to the vault: as long as the hub takes, and it is said so there.

import { write } from "./console_dom.js";

export const LONGEST_CODE = 40;

// Beside a field that takes no more.
export function sayLength(field, says) {
  write(says, field.value.length >= LONGEST_CODE ? `Mã dài nhất ${LONGEST_CODE} ký tự. Xem lại phần cuối.` : "");
}
