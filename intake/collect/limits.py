"""How much is taken out of one message, and what is said of the rest."""

from __future__ import annotations

from intake.read.refusal import LARGEST_FILE, MEBIBYTE

MOST_PARTS, MOST_DEPTH = 500, 6
MOST_UNPACKED = 150 * MEBIBYTE  # of one archive, and of all archives of one message
MOST_RATIO, LEAST_BOMB = 200, 20 * MEBIBYTE  # no paper of this size is packed to a two-hundredth
MOST_SECONDS = 15.0  # after these nothing more of one message is opened
YEARS = range(1980, 2200)
TOO_DEEP = (
    f"邮件或压缩包层层嵌套超过 {MOST_DEPTH} 层；请单独发送",
    f"mails or archives inside one another, more than {MOST_DEPTH} deep; send it by itself",
)
TOO_MANY = (f"附件超过 {MOST_PARTS} 个，其余未读取", f"more than {MOST_PARTS} attachments; the others are not read")
TOO_LONG = (
    f"拆开这封邮件已超过 {MOST_SECONDS:.0f} 秒，这个没有打开；请单独发送",
    f"after {MOST_SECONDS:.0f} s of taking its mail apart this was left closed; ask for it by itself",
)
TOO_MUCH = (
    f"解压后超过 {MOST_UNPACKED // MEBIBYTE} MB，其余未读取；请分开发送",
    f"more than {MOST_UNPACKED // MEBIBYTE} MB unpacked; the others are not read; ask for them by themselves",
)
TOO_LARGE = (
    f"解压后超过 {LARGEST_FILE // MEBIBYTE} MB；请单独发送",
    f"more than {LARGEST_FILE // MEBIBYTE} MB unpacked; ask for it by itself",
)
BOMB = (
    "压缩率异常，像是压缩炸弹，没有解压；请单独发送",
    "it is packed far tighter than any paper, like a bomb, and is not unpacked; ask for it by itself",
)
