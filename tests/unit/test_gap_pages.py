"""Home and the gap page, rendered from small trees: what they say of full, empty and unfinished accounts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from cchc.figures.report import report_on
from cchc.render import links
from cchc.render.site import page_renderer, site_pages
from unit.test_breakdown import full_score
from unit.test_recurrence import score
from unit.trees import AS_OF, CYCLE, RESULTS, SNV_SUBMISSION, STP_SUBMISSION, dataset_of, edit

if TYPE_CHECKING:
    from pathlib import Path

SIPAS_RESULTS = "ket-qua/2022/sipas-2022.yml"


def sources(tree: Path) -> tuple[str, str]:
    """Render home and the gap page, as Markdown."""
    dataset = dataset_of(tree)
    reports = [report_on(dataset, cycle, AS_OF) for cycle in dataset.cycles.values()]
    render = page_renderer(dataset, AS_OF, None, "")
    home, gaps = (render(page) for page in site_pages(dataset, reports, []) if page.url in {links.HOME, links.GAPS})
    return home, gaps


def texts(tree: Path) -> tuple[str, str]:
    """Give what readers see of home and the gap page, on one line each."""
    home, gaps = (_seen(source) for source in sources(tree))
    return home, gaps


def _seen(source: str) -> str:
    cells = re.sub(r"</t[dh]>", " ", source)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", cells)).split())


def total_alone(tree: Path) -> None:
    """Leave the published total and take the criteria's points away."""
    place = tree / "data" / RESULTS
    place.write_text(place.read_text("utf-8").partition("\ndiem:\n")[0] + "\n", "utf-8")


def test_a_total_alone_says_what_is_not_known(base_tree: Path) -> None:
    """No invented zeros: the sentence tells the whole gap, and that nobody knows where it lies."""
    total_alone(base_tree)
    for text in texts(base_tree):
        assert "mất 2,25 điểm. Điểm của từng tiêu chí chưa được đưa vào, nên chưa biết mất ở đâu." in text
        assert "tiêu chí:" not in text
        assert "Sổ điểm" not in text


def test_a_full_score_is_told_as_one(base_tree: Path) -> None:
    """Nothing missed: no worst domain, no worst agency, no share of nothing."""
    full_score(base_tree)
    edit(base_tree, RESULTS, "diem: 7.75", "diem: 10")
    home, gaps = texts(base_tree)
    assert "mất 0,00 điểm ở 0 tiêu chí" in home
    assert "Không tiêu chí nào mất điểm." in home
    assert "Không lĩnh vực nào mất điểm." in gaps
    assert "Không cơ quan nào chủ trì tiêu chí mất điểm." in gaps
    assert "Phương pháp" in gaps


def test_an_evaluation_of_percentages_alone_needs_no_ledger(base_tree: Path) -> None:
    """A plan that answers only SIPAS has a home page, and no account of points."""
    edit(base_tree, CYCLE, "  - bo_chi_so: par-index-2022\n    nam: 2022\n", "")
    home, gaps = texts(base_tree)
    assert "Kế hoạch 2023 đang ở đâu" in home
    assert "Mất điểm nhiều nhất ở đâu" not in home
    assert "Chưa có kết quả đánh giá nào để phân tích." in gaps


def test_uncovered_gaps_are_named_in_words(base_tree: Path) -> None:
    """The criterion, its leader and its points; when every gap has a task, that is said too."""
    home, gaps = texts(base_tree)
    assert "Mọi tiêu chí mất điểm đều đã có nhiệm vụ khắc phục." in home
    assert "Mọi tiêu chí mất điểm đều đã có nhiệm vụ khắc phục." in gaps
    (base_tree / "data" / STP_SUBMISSION).unlink()
    home, gaps = texts(base_tree)
    assert re.search(r"1 tiêu chí mất 1,00 điểm mà chưa có nhiệm vụ nào: 2\.1\. .+ \(Sở Tư pháp chủ trì\)\.", home)
    assert "1 tiêu chí mất 1,00 điểm mà chưa có nhiệm vụ nào." in gaps


def test_the_worst_criteria_stand_on_home_largest_first(base_tree: Path) -> None:
    """With the share of all points missed that they make up."""
    home, _ = texts(base_tree)
    assert "Toàn bộ điểm mất nằm ở 3 tiêu chí dưới đây." in home
    table = home.partition("3 tiêu chí mất nhiều điểm nhất minh họa")[2]
    assert table.index("2.1") < table.index("1.1.2") < table.index("1.2 ")


def test_methods_share_the_points_missed(base_tree: Path) -> None:
    """How much lies in surveys and how much in appraisal."""
    _, gaps = texts(base_tree)
    assert (
        "Trong 2,25 điểm mất, 1,75 điểm (77,8 %) ở phần thẩm định và 0,50 điểm (22,2 %) ở phần điều tra xã hội học."
        in gaps
    )


def test_a_projection_is_called_arithmetic_and_stands_beside_no_published_score_when_invented(base_tree: Path) -> None:
    """The base's total is invented: others' published scores are not drawn on its scale."""
    edit(base_tree, RESULTS, 'diem:\n  "1.1.1"', PUBLISHED + 'diem:\n  "1.1.1"')
    _, gaps = texts(base_tree)
    assert "Đây là phép tính trên kết quả năm 2022, không phải dự báo." in gaps
    assert "Tỉnh bạn" not in gaps
    edit(base_tree, RESULTS, "  tinh_chat: minh-hoa\nso_sanh", "  tinh_chat: suy-ra\n  cach_suy_ra: 8 − 0,25\nso_sanh")
    _, gaps = texts(base_tree)
    assert "Kết quả nơi khác đã công bố Tỉnh bạn 9,00" in gaps
    assert "Bảng không xếp hạng" in gaps


PUBLISHED = """so_sanh:
  - ten: Tỉnh bạn
    diem: 9
    tinh_chat: minh-hoa
"""


def test_what_does_not_add_up_stands_apart(base_tree: Path) -> None:
    """SIPAS: the published whole and the lowest factor, in percent, on both pages; no anchor without its section."""
    for text in texts(base_tree):
        assert re.search(r"\(SIPAS\) năm 2022: 80,50 % minh họa\. Thấp nhất ở “[^”]+”, 80,50 % minh họa\.", text)
    place = base_tree / "data" / SIPAS_RESULTS
    place.write_text(place.read_text("utf-8").partition("\ndiem:\n")[0] + "\n", "utf-8")
    home, _ = texts(base_tree)
    assert "năm 2022: 80,50 % minh họa." in home
    assert "Thấp nhất" not in home
    assert "tung-tieu-chi-sipas" not in sources(base_tree)[0]


def test_habits_are_shown_only_when_two_years_are_known(base_tree: Path) -> None:
    """Silence until then; afterwards each year has its column and nature."""
    assert "Mất điểm nhiều năm liền" not in texts(base_tree)[1]
    score(base_tree, 2021, {"1.1.1": "0", "1.1.2": "2", "1.2": "2.9", "2.1": "1"})
    _, gaps = texts(base_tree)
    assert "2 tiêu chí mất điểm ở ít nhất hai lần chấm liền nhau" in gaps
    assert "Điểm từng năm: 2021 minh họa, 2022 minh họa." in gaps
    assert "Mất năm 2021 Mất năm 2022 Cộng" in gaps
    assert re.search(r"2\.1 .*? 3,00 1,00 4,00", gaps)


def test_an_agency_that_leads_without_reporting_has_its_row(base_tree: Path) -> None:
    """The independent counter finds its points on the page."""
    edit(base_tree, CYCLE, '    "2": so-tu-phap\n', '    "2": so-tai-chinh\n')
    assert 'data-tong="co-quan:so-tai-chinh" value="1"' in sources(base_tree)[1]


def test_before_the_plan_is_issued_home_says_so_and_lists_no_lateness(draft: Path) -> None:
    """Progress is due from the day of issue."""
    home, _ = texts(draft)
    assert "Dự thảo." in home
    assert "Đang quá hạn" not in home
    assert "Kế hoạch chưa có điều chỉnh nào." in home


def test_no_submission_at_all_leaves_every_point_uncovered(draft: Path) -> None:
    """The headline says so, and how many have answered."""
    for place in (SNV_SUBMISSION, STP_SUBMISSION):
        (draft / "data" / place).unlink()
    home, gaps = texts(draft)
    assert "0,00 điểm đã có nhiệm vụ khắc phục, 2,25 điểm chưa có" in home
    assert "0/2 cơ quan phải báo cáo đã nộp; kế hoạch có 0 nhiệm vụ." in home
    assert "3 tiêu chí mất 2,25 điểm mà chưa có nhiệm vụ nào." in gaps


@pytest.mark.threat("L06")
def test_every_picture_has_its_sentence_and_its_patterns(base_tree: Path) -> None:
    """Parts are told apart without colour; what is hatched finds its hatching on the page."""
    for source in sources(base_tree):
        pictures = re.findall(r"<svg[^>]*>", source)
        assert len(pictures) > 5
        assert all(
            'aria-hidden="true"' in one or re.search(r'role="img" aria-label="[^"]{20,}\."', one) for one in pictures
        )
        used = set(re.findall(r'fill="url\(#([a-z-]+)\)"', source))
        assert used
        assert used <= set(re.findall(r'<pattern id="([a-z-]+)"', source))
