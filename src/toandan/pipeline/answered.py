"""Received = answered: whoever asks the rules about many people gets one answer for each of them.

A day before the law's first has no outcome, so its people would be missing from the answer, without a word.
"""

from __future__ import annotations

from toandan.errors import IdentityBroken, Vietnamese


def check_answered(received_n: int, answered_n: int) -> None:
    """Raises IdentityBroken unless as many people were answered as were asked about."""
    if answered_n != received_n:
        raise IdentityBroken(
            what=f"{received_n} people were asked about and {answered_n} answered",
            where="the rules of the law",
            why="people were lost or doubled on the way; nothing of it is given out",
            do="report this with the command, labels only",
            vi=Vietnamese(
                what=f"hỏi về {received_n} người nhưng có {answered_n} câu trả lời",
                why="có người bị mất hoặc bị nhân đôi; không kết quả nào được đưa ra",
                do="báo lỗi kèm lệnh đã chạy, chỉ nêu nhãn",
            ),
        )
