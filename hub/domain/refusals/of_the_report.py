"""What stands in the way of a report."""

from __future__ import annotations

from hub.domain.refused import Refused


class UnknownProposal(Refused):
    """Nothing is proposed by this reference, or it was taken back."""

    name = "unknown-proposal"
    vi = "Không có đề xuất này, hoặc đã bỏ. Mở lại trang để xem danh sách mới."
    en = "There is no such proposal, or it was taken back. Open the page again."


class ReportIsOut(Refused):
    """The report of these days has been handed in with its proposals."""

    name = "report-is-out"
    vi = "Báo cáo kỳ này đã nộp, nên đề xuất không đổi được nữa. Ghi vào kỳ sau."
    en = "This report has been handed in. Write the proposal for the next one."


class DaysReversed(Refused):
    """The last day is before the first."""

    name = "days-reversed"
    vi = "Ngày cuối kỳ đứng trước ngày đầu kỳ. Sửa lại ngày."
    en = "The last day is before the first. Correct the dates."
