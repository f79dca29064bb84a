"""What the door itself says, before or instead of the rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from events.replies import RefusalReply, Sentence

# Where in a message something is wrong, as msgspec says it: $.data[0].service
PLACE = re.compile(r"\$\.[\w.\[\]-]+")

SENTENCES: Mapping[str, Sentence] = {
    "malformed": Sentence(
        vi="Tin gửi đến không đúng mẫu{where}. Kiểm tra nơi gửi tin.",
        en="The message cannot be read: {detail}",
    ),
    "unknown-type": Sentence(
        vi="Không có loại tin này: {detail}",
        en="There is no such message type: {detail}",
    ),
    "unknown-version": Sentence(
        vi="Phiên bản tin mới hơn trung tâm. Hãy cập nhật trung tâm. ({detail})",
        en="The message is newer than this hub. Update the hub. ({detail})",
    ),
    "wrong-office": Sentence(
        vi="Tin này thuộc điểm khác. Kiểm tra mã điểm của thiết bị.",
        en="This message is for another office. Check the device's office id.",
    ),
    "wrong-source": Sentence(
        vi="Nguồn gửi không khớp với kênh. Kiểm tra mã thiết bị.",
        en="The source does not match the topic. Check the device's id.",
    ),
    "unknown-device": Sentence(
        vi="Thiết bị này chưa có trong tệp cấu hình điểm. Thêm thiết bị rồi thử lại.",
        en="The site file does not name this device. Add it, then try again.",
    ),
    "not-allowed": Sentence(
        vi="Thiết bị này không được làm việc đó.",
        en="This device may not do that.",
    ),
    "expired": Sentence(
        vi="Lần bấm này đã quá hạn và không có hiệu lực. Hãy bấm lại.",
        en="This press came too late and did not count. Press again.",
    ),
    "id-reused": Sentence(
        vi="Mã lệnh này đã dùng cho một lệnh khác. Gửi lại với mã mới.",
        en="This command id was used for another command. Send with a new id.",
    ),
    "hub-cannot-write": Sentence(
        vi="Trung tâm chưa ghi được. Lệnh chưa có hiệu lực; gửi lại với cùng mã lệnh.",
        en="The hub cannot write. Nothing happened; retry with the same id.",
    ),
    "hub-busy": Sentence(
        vi="Trung tâm đang bận. Lệnh chưa có hiệu lực; gửi lại với cùng mã lệnh.",
        en="The hub is busy. Nothing happened; retry with the same id.",
    ),
    "flood": Sentence(
        vi="Gửi quá nhanh. Tin này chưa được nhận; chờ vài giây rồi gửi lại.",
        en="Too many messages at once. This one was not taken; retry in some seconds.",
    ),
    "not-printed-here": Sentence(
        vi="Số này không lấy ở máy lấy số nào, nên không in lại được.",
        en="No dispenser issued this ticket, so none can print it again.",
    ),
    "no-connection": Sentence(
        vi="Máy lấy số chưa kết nối. Kiểm tra máy rồi thử lại.",
        en="The dispenser is not connected. Look after it, then try again.",
    ),
}


def refuse(name: str, detail: str = "", revision: int | None = None) -> RefusalReply:
    """Return the door's refusal of that name; `detail` goes into its sentence.

    The detail is a technician's English; of it the Vietnamese sentence says the place.
    """
    sentence = SENTENCES[name]
    place = PLACE.search(detail)
    where = f" (ở {place[0]})" if place else ""
    return RefusalReply(
        refusal=name,
        text=Sentence(
            vi=sentence.vi.replace("{detail}", detail).replace("{where}", where),
            en=sentence.en.replace("{detail}", detail),
        ),
        revision=revision,
    )
