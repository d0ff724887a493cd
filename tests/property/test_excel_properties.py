"""Whatever a report validly says, its workbook says too: read back, it is the same report."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from cchc.excel.content import submission_form
from cchc.excel.drafting import draft_of
from cchc.excel.form import form_bytes
from cchc.excel.opened import open_workbook
from cchc.excel.reading import read_form
from cchc.reading.source import read_source
from cchc.reading.tree import Snapshot
from cchc.reading.validate import validate
from cchc.schema import SubmissionFile
from property.test_values_properties import VIETNAMESE
from property.trees import AS_OF, FILES, check_files

REPORT = "ke-hoach/2023/bao-cao/so-noi-vu.yml"
WORDS = VIETNAMESE.map(lambda text: " ".join(text.split()) or "Không")
STARTS = st.sampled_from(
    ["", "=", "+", "-", "@", "'", "=SUM(A1)", "1.2", "0123", "30/9/2023", "no", "#", "_x000D", ";"]
)
TEXTS = st.builds("{}{}".format, STARTS, WORDS)
PROSE = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
UNITS = st.lists(
    st.sampled_from(["so-noi-vu", "so-tu-phap", "ubnd-cap-huyen", "huyen-mau"]), min_size=1, max_size=3, unique=True
)
CAUSES = st.lists(
    st.fixed_dictionaries({"loai": st.sampled_from(["chu-quan", "khach-quan"]), "noi_dung": PROSE}),
    min_size=1,
    max_size=5,
)
NUMBERS = st.sampled_from(["0.05", "1.1250", "1", "0.3333", "12"])
DEADLINES = st.sampled_from(["30/9/2023", "trước 30/9/2023", "tháng 9/2023", "Quý III/2023", "hằng quý", "2023-11-30"])
TASK = st.fixed_dictionaries(
    {"noi_dung": PROSE, "thuc_hien": UNITS, "san_pham": PROSE, "thoi_han": DEADLINES},
    optional={
        "phoi_hop": UNITS,
        "diem_phan_dau": NUMBERS,
        "cung_cho": st.just(["sipas-2022/1.1", "par-index-2022/2"]),
        "chi_so_ket_qua": st.fixed_dictionaries(
            {"ten": TEXTS, "hien_tai": NUMBERS, "muc_tieu": NUMBERS, "don_vi": st.sampled_from(["%", "điểm"])}
        ),
    },
)


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    """Write a report anew over that of the small tree."""
    report: dict[str, Any] = yaml.load(FILES[REPORT], Loader=yaml.BaseLoader)  # noqa: S506 -- every scalar stays text
    report["ket_qua_dat_duoc"] = draw(st.lists(PROSE, max_size=10))
    report["y_kien_khac"] = draw(PROSE)
    for entry in (*report["phan_tich"], *report["duy_tri"]):
        if "ton_tai" in entry:
            entry["ton_tai"] = draw(PROSE)
            entry["nguyen_nhan"] = draw(CAUSES)
        for task in entry["nhiem_vu"]:
            task.update(draw(TASK))
    return report


@pytest.mark.threat("X01")
@settings(max_examples=60)
@given(reports())
def test_a_report_comes_back_from_excel_as_it_went(report: dict[str, Any]) -> None:
    """Texts that look like formulas, numbers or dates, lists of any length, every optional value."""
    files: dict[str, str | bytes] = {**FILES, REPORT: yaml.safe_dump(report, allow_unicode=True, width=1_000_000)}
    dataset, _, _ = check_files(files)
    cycle = dataset.cycles[2023]
    submission = cycle.submissions.get("so-noi-vu")
    if submission is None:
        event("refused")
        return  # some text in it may not be published: there is nothing to carry over
    workbook = form_bytes(submission_form(dataset, cycle, dataset.agencies["so-noi-vu"], []), AS_OF)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "bao-cao.xlsx"
        path.write_bytes(workbook)
        filled = read_form(open_workbook(path), path.name, dataset)
    assert [str(one) for one in filled.findings] == []
    draft = draft_of(filled, Snapshot(root="data", held={}), REPORT, may_replace=False)
    root = read_source(REPORT, draft.text.encode()).root
    assert root is not None
    again, findings = validate(SubmissionFile, root)
    assert findings == []
    assert again is not None
    assert again.model_dump() == submission.model_dump()
