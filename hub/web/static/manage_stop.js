// What stands in the way of saving, said beside the keys, and the way there.

import { at } from "./console_dom.js";
import { tell } from "./manage_say.js";
import { halfOf, halfTyped } from "./manage_typed.js";

export function standing(draft, count) {
  const { wrong } = draft;
  const half = halfTyped();
  if (wrong.length) return `${wrong.length} chỗ ghi sai, sửa rồi mới lưu được: ${wrong[0].label}`;
  if (draft.clashes.length) return "Chọn bản giữ lại rồi mới lưu được";
  if (half.length) return `Còn một dòng chưa thêm: ${halfOf(half[0]).called}`;
  return count ? `${count} chỗ chưa lưu` : "Không có gì chưa lưu";
}

// Go to what stands in the way, if anything does; `turn` shows a part of the page.
export function stop(draft, turn) {
  const [wrong] = draft.wrong;
  if (wrong) return toWrong(wrong, turn), true;
  if (draft.clashes.length) return at("clash").focus(), true;
  const [half] = halfTyped();
  if (half) toHalf(halfOf(half), turn);
  return Boolean(half);
}

function toWrong({ name, key, label, why }, turn) {
  const [list] = key.split("/", 1);
  const part = { levels: "catalogue", procedures: "catalogue", holidays: "hours" }[list] ?? list;
  turn(part);
  [...at(part).querySelectorAll("input, textarea")].find((field) => (field.id || field.ariaLabel) === name)?.focus();
  tell(`Chưa lưu. ${label}: ${why}`, true);
}

function toHalf({ part, field, adds, called }, turn) {
  turn(part);
  // The part may have been shown anew: the field of the same form is another then.
  const [again] = halfTyped().map(halfOf).filter((one) => one.adds === adds);
  (again?.field ?? field).focus();
  tell(`Chưa lưu. Còn một dòng chưa thêm: ${called}. Bấm “${adds}”, hoặc xóa chữ ở đó.`, true);
}
