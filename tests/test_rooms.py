"""What the pages of agencies, groups, criteria, tasks and changes say: in full, and when there is nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import BASE
from repositories import lay_out
from test_build import page_text, without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

PLAN = "ke-hoach/2023/ke-hoach.yml"
RESULTS = "ket-qua/2022/par-index-2022.yml"
SUBMISSION = "ke-hoach/2023/bao-cao/so-noi-vu.yml"
MERGER = "    den_ngay: 2025-02-19\n    ke_thua_boi: so-tai-chinh\n"
ADJUSTMENT = """  - ngay: 2023-09-0{day}
    van_ban:
      so: MH-0{day}/QĐ-UBND
      ngay: 2023-09-0{day}
    nhiem_vu: {task}
    ly_do: Theo đề nghị của cơ quan.
{more}
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository to build in, as the current directory."""
    monkeypatch.chdir(lay_out(tmp_path, BASE / "data"))
    return tmp_path


def edit(place: Path, name: str, old: str, new: str) -> None:
    """Replace the first occurrence of `old` in a data file; it must stand there."""
    path = place / "data" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def append(place: Path, name: str, more: str) -> None:
    """Add to the end of a data file."""
    path = place / "data" / name
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def not_issued(place: Path, stage: str) -> None:
    """Take a plan back to a stage before its issue."""
    without(place, "ke-hoach/2023/khoa.yml", "ke-hoach/2023/dieu-chinh.yml", "ke-hoach/2023/tien-do")
    path = place / "data" / PLAN
    text = path.read_text("utf-8").replace("trang_thai: da-ban-hanh", f"trang_thai: {stage}")
    path.write_text(text[: text.index("ban_hanh:")], "utf-8")


def source(place: Path, page: str) -> str:
    """The article of a built page as HTML."""
    text = (place / "build" / "site" / page / "index.html").read_text("utf-8")
    return text[text.index("<article") : text.index("</article>")]


# --- in full --------------------------------------------------------------------------------------------


def test_one_sentence_tells_an_agencys_year(house: Path, cchc: Callable[..., Outcome]) -> None:
    """What it leads, what it missed, what is done: then the tasks of others and those of its group."""
    assert cchc("build").code == 0
    assert (
        "Kế hoạch 2023: Sở Nội vụ chủ trì 3 tiêu chí PAR Index, 2 chưa đạt tối đa, mất 1,25 điểm; "
        "chủ trì 1 mục SIPAS, 1 chưa đạt tối đa; chủ trì 4 nhiệm vụ: 1 hoàn thành đúng hạn, "
        "1 hoàn thành quá hạn, 2 chưa hoàn thành trong hạn minh họa ."
    ) in page_text(house, "co-quan/so-noi-vu")
    assert "Cùng cơ quan khác: phối hợp 1 nhiệm vụ." in page_text(house, "co-quan/so-tu-phap")
    assert "UBND huyện Mẫu không chủ trì nhiệm vụ nào" in page_text(house, "co-quan/huyen-mau")


@pytest.mark.threat("S06")
def test_a_groups_task_stands_on_the_groups_page_alone(house: Path, cchc: Callable[..., Outcome]) -> None:
    """A member's page says how many and leads there; the row itself is not repeated on each."""
    assert cchc("build").code == 0
    member = source(house, "co-quan/huyen-mau")
    assert 'href="../nhom/ubnd-cap-huyen/"' in member
    assert 'data-nv="' not in member
    assert source(house, "co-quan/nhom/ubnd-cap-huyen").count('data-nv="SNV-01"') == 1
    assert 'href="nhom/ubnd-cap-huyen/"' in source(house, "co-quan")


def test_a_merger_is_told_on_both_pages_and_neither_is_an_end(house: Path, cchc: Callable[..., Outcome]) -> None:
    """The old department leads to its heir, the heir to the tasks it took over, with the day."""
    edit(house, "don-vi.yml", "    ten_tat: STP\n    loai: so\n", f"    ten_tat: STP\n    loai: so\n{MERGER}")
    edit(
        house,
        "don-vi.yml",
        "    ten_tat: HM\n    loai: huyen\n",
        "    ten_tat: HM\n    loai: huyen\n    den_ngay: 2025-06-30\n",
    )
    assert cchc("build").code == 0
    old, heir = page_text(house, "co-quan/so-tu-phap"), page_text(house, "co-quan/so-tai-chinh")
    assert "Sở Tư pháp hoạt động đến 19/02/2025 ; nhiệm vụ trước đó nay do Sở Tài chính kế thừa." in old
    assert "Kế thừa Sở Tư pháp (hoạt động đến 19/02/2025 )." in heir
    assert "1 nhiệm vụ năm 2023 của Sở Tư pháp nay do Sở Tài chính chịu trách nhiệm" in heir
    assert "(nay là Sở Tài chính )" in page_text(house, "nhiem-vu/2023/STP-01")
    assert "Danh bạ không ghi đơn vị kế thừa; nhiệm vụ và kết quả trước đó" in page_text(house, "co-quan/huyen-mau")


def test_a_criterion_has_its_years_side_by_side(house: Path, cchc: Callable[..., Outcome]) -> None:
    """Each scored year of the same framework, with what the province gave itself; two plans, each checked by count."""
    later = (house / "data" / RESULTS).read_text("utf-8").replace("nam: 2022", "nam: 2023")
    own = 'tu_cham:\n  "1.1.1": 1\n  "1.1.2": 2\n  "1.2": 3\n  "2.1": 4\n'
    (house / "data/ket-qua/2023").mkdir()
    (house / "data/ket-qua/2023/par-index-2022.yml").write_text(
        later.replace('"1.1.2": 1.25', '"1.1.2": 1.5').replace("diem: 7.75", "diem: 8") + own, "utf-8"
    )
    plan = (house / "data" / PLAN).read_text("utf-8")
    plan = plan[: plan.index("ban_hanh:")].replace("trang_thai: da-ban-hanh", "trang_thai: lay-bao-cao")
    plan = plan.replace("  - bo_chi_so: sipas-2022\n    nam: 2022\n", "").replace(
        '  sipas-2022:\n    "1": so-noi-vu\n', ""
    )
    (house / "data/ke-hoach/2024").mkdir()
    (house / "data/ke-hoach/2024/ke-hoach.yml").write_text(
        plan.replace("2023", "2024").replace("    nam: 2022", "    nam: 2023"), "utf-8"
    )
    outcome = cchc("build", "--as-of", "2024-04-01")
    assert outcome.code == 0, outcome.out + outcome.err
    text = page_text(house, "tieu-chi/par-index-2022/1.1.2")
    assert "Năm 2023: đạt 1,50 /2,00 điểm, mất 0,50 điểm; tự chấm 2,00 minh họa" in text
    assert "2023 2,00 1,50 0,50 2,00 minh họa 2022 2,00 1,25 0,75 – minh họa" in text
    assert "Chưa có nhiệm vụ nào cho 0,50 điểm mất năm 2023." in text
    assert "0,75 điểm mất năm 2022 đã có 1 nhiệm vụ khắc phục." in text
    agency = page_text(house, "co-quan/so-noi-vu")
    assert agency.index("Kế hoạch 2024: Sở Nội vụ chủ trì 3") < agency.index("Kế hoạch 2023: Sở Nội vụ chủ trì 3")


def test_a_parent_says_which_of_its_parts_have_no_task(house: Path, cchc: Callable[..., Outcome]) -> None:
    """An uncovered gap is told in words, above as well as where it lies, and neighbours are one step away."""
    not_issued(house, "lay-bao-cao")
    without(house, "ke-hoach/2023/bao-cao/so-noi-vu.yml")
    assert cchc("build").code == 0
    text = page_text(house, "tieu-chi/par-index-2022/1")
    assert "Trong 1,25 điểm mất năm 2022: 0,00 ở 0 mục đã có nhiệm vụ, 1,25 ở 2 mục chưa có minh họa ." in text
    assert "Chưa có nhiệm vụ : 1.1.2. Mức độ hoàn thành kế hoạch (0,75); 1.2. " in text
    assert 'rel="next" href="../2/"' in source(house, "tieu-chi/par-index-2022/1")
    assert 'rel="prev" href="../1/"' in source(house, "tieu-chi/par-index-2022/2")


def test_the_journal_tells_what_moved_by_how_much_why_and_by_which_document(
    house: Path, cchc: Callable[..., Outcome]
) -> None:
    """By day, the newest first; units by name; what was nothing before is said to have been nothing."""
    more = "    gia_tri_moi:\n      phoi_hop: [so-tai-chinh, ubnd-cap-huyen]\n      diem_phan_dau: 0.25"
    append(house, "ke-hoach/2023/dieu-chinh.yml", ADJUSTMENT.format(day=5, task="SNV-01", more=more))
    append(house, "ke-hoach/2023/dieu-chinh.yml", ADJUSTMENT.format(day=7, task="SNV-04", more="    loai: bai-bo"))
    outcome = cchc("build")
    assert outcome.code == 0, outcome.out
    text = page_text(house, "nhat-ky")
    assert (
        "3 văn bản đã điều chỉnh 3 nhiệm vụ: 1 lần lùi thời hạn (nhiều nhất 15 ngày), 0 lần rút ngắn, 1 nhiệm vụ bãi bỏ"
    ) in text
    assert "trước 30/11/2023 → trước 15/12/2023 (lùi 15 ngày)" in text
    assert "Đơn vị phối hợp: không có → Sở Tài chính; UBND các huyện" in text
    assert "Điểm phấn đấu: 0,5 → 0,25" in text
    assert "Văn bản: MH-05/QĐ-UBND, ngày 05/09/2023 . Lý do: Theo đề nghị của cơ quan." in text
    assert text.index("Bãi bỏ nhiệm vụ.") < text.index("không có →") < text.index("(lùi 15 ngày)")


def test_a_withdrawn_task_says_so_on_top_and_keeps_its_page(house: Path, cchc: Callable[..., Outcome]) -> None:
    """Nobody quotes a task that is no longer one; who looks it up still finds it."""
    append(house, "ke-hoach/2023/dieu-chinh.yml", ADJUSTMENT.format(day=7, task="SNV-04", more="    loai: bai-bo"))
    assert cchc("build").code == 0
    text = page_text(house, "nhiem-vu/2023/SNV-04")
    assert text.startswith(
        "Nhiệm vụ SNV-04 năm 2023 Nhiệm vụ đã bãi bỏ từ ngày 07/09/2023 theo MH-07/QĐ-UBND, ngày 07/09/2023 ."
    )
    assert "chủ trì 3 nhiệm vụ" in page_text(house, "co-quan/so-noi-vu")


def test_a_task_can_be_quoted_with_one_copy(house: Path, cchc: Callable[..., Outcome]) -> None:
    """Who, what, in which plan, of what nature, as of when, where."""
    assert cchc("build").code == 0
    assert (
        "Trích dẫn Sở Tư pháp, nhiệm vụ STP-01 “Trình bãi bỏ, thay thế 04 văn bản đã có kết luận rà soát.”, "
        "Kế hoạch cải thiện Chỉ số mẫu năm 2023 (MH-01/KH-UBND, ngày 12/06/2023), "
        "dữ liệu minh họa, không phải số liệu chính thức, tính đến ngày 15/10/2023, "
        "https://mau.example/nhiem-vu/2023/STP-01/ "
    ) in page_text(house, "nhiem-vu/2023/STP-01")


# --- when there is nothing to say -----------------------------------------------------------------------


def test_before_any_cycle_every_room_says_what_will_be_there(house: Path, cchc: Callable[..., Outcome]) -> None:
    """A framework and its results, no plan yet."""
    without(house, "ke-hoach")
    assert cchc("build").code == 0
    assert "Chưa có kỳ kế hoạch nào; trang này sẽ cho biết" in page_text(house, "co-quan/so-noi-vu")
    assert "Chưa có kỳ kế hoạch nào." in page_text(house, "co-quan/nhom/ubnd-cap-huyen")
    assert "Chưa có kỳ kế hoạch nào; thay đổi của nhiệm vụ" in page_text(house, "nhat-ky")
    assert "Chưa có kỳ kế hoạch nào nên chưa có cơ quan" in page_text(house, "co-quan")
    criterion = page_text(house, "tieu-chi/par-index-2022/1.1")
    assert "Chưa có câu giải thích bằng lời thường cho mục này." in criterion
    assert "Chưa có điểm năm khác để so sánh." in criterion
    assert "1.1.2. Mức độ hoàn thành kế hoạch" in criterion


def test_before_any_answer_every_room_says_who_is_awaited(house: Path, cchc: Callable[..., Outcome]) -> None:
    """A plan that collects: gaps without causes and tasks, agencies without reports, a group without tasks."""
    not_issued(house, "lay-bao-cao")
    without(house, "ke-hoach/2023/bao-cao")
    assert cchc("build").code == 0
    criterion = page_text(house, "tieu-chi/par-index-2022/1.1.2")
    assert "Chưa có nhiệm vụ nào cho 0,75 điểm mất năm 2022." in criterion
    assert "Chưa có cơ quan nào phân tích nguyên nhân mất điểm." in criterion
    agency = page_text(house, "co-quan/so-noi-vu")
    assert "Cơ quan chưa nộp báo cáo phân tích cho kế hoạch 2023." in agency
    assert "chưa phân tích" in agency
    assert "Chưa có nhiệm vụ nào." in agency
    assert "không giao nhiệm vụ nào cho cả nhóm" in page_text(house, "co-quan/nhom/ubnd-cap-huyen")
    assert "Kế hoạch 2023 chưa ban hành nên chưa có điều chỉnh." in page_text(house, "nhat-ky")


def test_before_the_issue_a_task_has_no_status_and_says_why(house: Path, cchc: Callable[..., Outcome]) -> None:
    """A draft is not late."""
    not_issued(house, "du-thao")
    assert cchc("build").code == 0
    task = page_text(house, "nhiem-vu/2023/SNV-01")
    assert "Kế hoạch chưa ban hành (dự thảo) nên chưa có trạng thái." in task
    assert "Tiến độ được theo dõi từ ngày kế hoạch ban hành." in task
    assert "mọi thay đổi sau khi ban hành sẽ được ghi ở đây" in task


def test_without_results_a_criterion_has_no_score_and_says_so(house: Path, cchc: Callable[..., Outcome]) -> None:
    """An unknown score is not 0."""
    without(house, "ke-hoach", "ket-qua")
    assert cchc("build").code == 0
    text = page_text(house, "tieu-chi/par-index-2022/1.1.2")
    assert "Chưa có điểm của mục này trong năm nào." in text
    assert "0,00" not in text


def test_an_agency_without_progress_is_told_to_have_none(house: Path, cchc: Callable[..., Outcome]) -> None:
    """An issued plan of which nobody has reported anything yet."""
    without(house, "ke-hoach/2023/tien-do")
    assert cchc("build").code == 0
    assert "Cập nhật tiến độ gần nhất chưa có" in page_text(house, "co-quan/so-noi-vu")
    assert "Cơ quan chưa báo cáo tiến độ của nhiệm vụ này." in page_text(house, "nhiem-vu/2023/SNV-01")
