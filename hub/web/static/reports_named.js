// Does a proposal seem to name somebody? Only a guess, so it asks and never refuses:
// a name looks like a street, and what is proposed goes to people outside the office.

const TITLE = "[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ|[Cc]háu";
const FAMILY = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Trịnh|Mai|Tạ|Lương|Phùng|Đoàn|Vương";
const OF_A_PLACE = "(?<!(?:[Pp]hố|[Đđ]ường|[Nn]gõ|[Nn]gách|[Pp]hường|[Qq]uận|[Xx]ã|[Hh]uyện|[Cc]hợ|[Đđ]iện|[Tt]rường|[Cc]ầu|[Hh]ồ|[Gg]a|[Bb]ến)\\s)";
const NAME = "\\p{Lu}\\p{Ll}*";

const LIKE = [
  new RegExp(`(?<!\\p{L})(?:${TITLE})(?:\\s+${NAME}){1,4}(?!\\p{L})`, "u"),
  new RegExp(`(?<!\\p{L})${OF_A_PLACE}(?:${FAMILY})(?:\\s+${NAME}){1,3}(?!\\p{L})`, "u"),
  /(?<!\p{L})[Ss]ố(?: nhà)?\s+\d+[A-Za-z]?(?:\/\d+)*,?\s+(?:phố\s+|đường\s+|ngõ\s+)?\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*)*/u,
];

// Return the piece that looks so, "" where nothing does.
export function named(text) {
  const plain = text.normalize("NFC");
  return LIKE.map((like) => plain.match(like)?.[0] ?? "").find(Boolean) ?? "";
}
