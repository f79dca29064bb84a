"""What the manager's settings forbid, and what settings themselves cannot say."""

from __future__ import annotations

from hub.domain.refused import Refused


class ServiceShut(Refused):
    """The manager has stopped new numbers of a service."""

    name = "service-shut"
    vi = "Dịch vụ {service} hôm nay ngừng lấy số. Mời quý khách gặp nhân viên."
    en = "Service {service} gives no numbers now. Please see a member of staff."


class CapReached(Refused):
    """The most numbers of a day have been given."""

    name = "cap-reached"
    vi = "Dịch vụ {service} hôm nay đã đủ {cap} số. Mời quý khách đến ngày khác."
    en = "Service {service} has given its numbers for today ({cap}). Come another day."


class AfterClosing(Refused):
    """The turn of one more would come after the office has closed."""

    name = "after-closing"
    vi = """Dịch vụ {service} không kịp phục vụ thêm trước giờ đóng cửa ({closes}). \
Mời quý khách đến ngày làm việc sau."""
    en = """Service {service} cannot serve one more before closing ({closes}). \
Come on the next working day."""


class NotTrained(Refused):
    """The clerk at the counter is not trained for the service."""

    name = "not-trained"
    vi = "Nhân viên ở quầy {counter} không được giao dịch vụ {service}. Chọn quầy khác."
    en = "The clerk at counter {counter} does not take {service}. Choose another."


class StaleSettings(Refused):
    """Somebody else has changed the settings since they were read."""

    name = "stale-settings"
    vi = "Thiết lập vừa được người khác đổi. Xem chỗ khác nhau rồi lưu lại."
    en = "Somebody else has just changed the settings. Compare, then save again."


class RowTwice(Refused):
    """Two rows speak of the same."""

    name = "row-twice"
    vi = "Có hai dòng cho {row.vi}. Giữ lại một dòng."
    en = "There are two rows for {row.en}. Keep one."


class CodesAlike(Refused):
    """Two codes differ in capitals alone: whoever signs in could be either."""

    name = "codes-alike"
    vi = "Mã {clerk} chỉ khác {other} ở chữ hoa, chữ thường. Giữ một mã."
    en = "Code {clerk} differs from {other} in capitals alone. Keep one of them."


class ClerkAtWork(Refused):
    """A clerk who sits at a counter would be off the list, or help no more."""

    name = "clerk-at-work"
    vi = "{clerk} đang ở quầy {counter}. Đóng quầy hoặc đổi người ở đó trước."
    en = "{clerk} is at counter {counter}. Close it or change the clerk there first."


class HoursReversed(Refused):
    """The office would close before it opens."""

    name = "hours-reversed"
    vi = "{day.vi}: giờ đóng {closes} không sau giờ mở {opens}. Sửa lại giờ đó."
    en = "{day.en}: closing at {closes} is not after opening at {opens}. Correct it."


class DatesReversed(Refused):
    """A row would end before it begins."""

    name = "dates-reversed"
    vi = "Dòng {row.vi} hết hạn trước khi có hiệu lực. Sửa lại ngày."
    en = "The row of {row.en} ends before it begins. Correct its dates."


class SkillUnknown(Refused):
    """A clerk is trained for a service that the office does not offer."""

    name = "skill-unknown"
    vi = "{clerk} được giao dịch vụ {service} mà điểm này không có. Bỏ dịch vụ đó."
    en = "{clerk} takes service {service}, which is not offered here. Remove it."


class DutyUnknownCounter(Refused):
    """The roster names a counter that the office does not have."""

    name = "duty-unknown-counter"
    vi = "Lịch trực ghi {clerk} ở quầy {counter} mà điểm này không có. Chọn quầy khác."
    en = "The roster puts {clerk} at counter {counter}, which is not here. Correct it."


class DutyUnknownClerk(Refused):
    """The roster names somebody who is not among the clerks."""

    name = "duty-unknown-clerk"
    vi = """Lịch trực quầy {counter} ghi {clerk}, không có trong danh sách nhân viên. \
Thêm nhân viên đó hoặc chọn người khác."""
    en = """The roster of counter {counter} names {clerk}, who is not on the list. \
Add the clerk or name another."""


class DutyOfTechnician(Refused):
    """The roster names somebody who looks after machines."""

    name = "duty-of-technician"
    vi = """Lịch trực ghi {clerk} ở quầy {counter}, mà {clerk} là kỹ thuật viên, không \
hỗ trợ khách. Chọn người khác hoặc đổi vai trò."""
    en = """The roster puts {clerk} at counter {counter}, but {clerk} is a technician \
and helps no visitors. Choose somebody else, or another role."""


class DutyTwice(Refused):
    """The roster has a clerk at two counters on one day of the week."""

    name = "duty-twice"
    vi = """Lịch trực {day.vi} ghi {clerk} ở cả quầy {counter} và quầy {other}. Mỗi \
người ngồi một quầy một ngày: bỏ một chỗ."""
    en = """The roster of {day.en} has {clerk} at counter {counter} and at counter \
{other}. A clerk sits at one counter a day: leave one."""


class NameUnreadable(Refused):
    """A name is blank, or has marks in it that nobody sees."""

    name = "name-unreadable"
    vi = """Tên {language.vi} của {row.vi} để trống hoặc có ký tự không thấy được \
(xuống dòng, điều khiển, đổi chiều chữ). Gõ lại tên đó."""
    en = """The {language.en} name of {row.en} is blank or has marks that cannot \
be seen (line feeds, control characters, changes of direction). Type it again."""


class DateTooEarly(Refused):
    """A date lies before everything that an office keeps."""

    name = "date-too-early"
    vi = "Ngày {day} ở {row.vi} trước năm 2000. Sửa lại ngày."
    en = "The date {day} at {row.en} is before the year 2000. Correct it."


class ProcedureUnknownService(Refused):
    """A procedure belongs to a service that the office does not offer."""

    name = "procedure-unknown-service"
    vi = """Thủ tục {procedure.vi} ghi dịch vụ {service} mà điểm này không có. \
Đổi dịch vụ."""
    en = """Procedure {procedure.en} is of service {service}, not offered here. \
Change it."""


class ProcedureUnknownLevel(Refused):
    """A procedure has a level that is on no list."""

    name = "procedure-unknown-level"
    vi = """Thủ tục {procedure.vi} ghi mức {level} không có trong danh mục. Chọn mức \
khác."""
    en = """Procedure {procedure.en} has level {level}, which is not listed. Choose \
another."""


class ProcedureLevelOver(Refused):
    """A procedure has a level that does not hold on a day on which it does."""

    name = "procedure-level-over"
    vi = """Thủ tục {procedure.vi} còn dùng ngày {day}, mà ngày đó mức {level.vi} \
không có hiệu lực. Đổi mức của thủ tục, hoặc sửa ngày."""
    en = """Procedure {procedure.en} holds on {day}, but its level {level.en} does \
not. Give it another level, or correct the dates."""


class LastManager(Refused):
    """Nobody could change the settings any more."""

    name = "last-manager"
    vi = "Phải còn ít nhất một quản lý đang làm việc. Giữ lại một người."
    en = "At least one active manager must stay. Keep one."
