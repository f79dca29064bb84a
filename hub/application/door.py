"""What the door itself says, before or instead of the rules."""

from __future__ import annotations

from collections.abc import Mapping

from events.replies import RefusalReply, Sentence

WRONG_TOPIC = Sentence(
    vi="loại tin này không thuộc kênh này", en="its type does not belong on this topic"
)
TOO_FAR = Sentence(
    vi="hạn của lệnh còn xa hơn một ngày", en="it expires more than a day from now"
)

SENTENCES: Mapping[str, Sentence] = {
    "malformed": Sentence(
        vi="Nội dung gửi đến không đúng mẫu ({detail}). Kiểm tra nơi gửi.",
        en="What was sent does not fit the contract ({detail}). Check the sender.",
    ),
    "unknown-type": Sentence(
        vi="Không nhận được tin này: {detail}. Kiểm tra nơi gửi.",
        en="This message cannot be taken: {detail}. Check the sender.",
    ),
    "unknown-version": Sentence(
        vi="Phiên bản tin mới hơn trung tâm ({detail}). Hãy cập nhật trung tâm.",
        en="The message is newer than this hub ({detail}). Update the hub.",
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
        vi="Trung tâm chưa ghi được. Hãy gửi lại; lệnh có mã thì giữ đúng mã đó.",
        en="The hub cannot write now. Send it again, by the same id if it had one.",
    ),
    "outcome-unknown": Sentence(
        vi="Chưa rõ lệnh có hiệu lực hay chưa. Hãy gửi lại với cùng mã lệnh: {detail}",
        en="It is not known whether it was done. Ask again by the same id: {detail}",
    ),
    "hub-busy": Sentence(
        vi="Trung tâm đang bận, chưa nhận lệnh này. Chờ vài giây rồi gửi lại.",
        en="The hub is busy and has not taken this. Send it again in some seconds.",
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


def refuse(
    name: str, detail: Sentence | str = "", revision: int | None = None
) -> RefusalReply:
    """Return the door's refusal of that name; `detail` goes into its sentence.

    It says the reason in both languages, never what was sent; an id is said as it is.
    """
    sentence = SENTENCES[name]
    if isinstance(detail, str):
        detail = Sentence(vi=detail, en=detail)
    return RefusalReply(
        refusal=name,
        text=Sentence(
            vi=sentence.vi.replace("{detail}", detail.vi),
            en=sentence.en.replace("{detail}", detail.en),
        ),
        revision=revision,
    )
