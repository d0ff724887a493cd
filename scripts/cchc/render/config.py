"""What MkDocs is told about this installation, on top of `mkdocs.yml`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cchc.basics.dates import format_date
from cchc.render.forge import Forge
from cchc.render.view import natures_of
from cchc.schema import Nature

if TYPE_CHECKING:
    import datetime as dt

    from cchc.git import Revision
    from cchc.model import Dataset
    from cchc.schema import ProvinceFile


def config_text(dataset: Dataset, as_of: dt.date, revision: Revision | None, inherited: str, overrides: str) -> str:
    """Write the configuration that adds this province to `mkdocs.yml`; JSON is YAML too.

    Args:
        dataset: a data set without errors.
        as_of: the day the site speaks of.
        revision: the commit that is built, if known.
        inherited: path of `mkdocs.yml` from where this file will lie.
        overrides: path of the theme's overrides from there.
    """
    province = dataset.province
    if province is None:  # pragma: no cover -- a data set without errors has its province
        message = "no province"
        raise AssertionError(message)
    config = {
        "INHERIT": inherited,
        "site_name": f"CCHC {province.name}",
        "site_url": province.site_url,
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": overrides},
        "extra": {"imprint": _imprint(dataset, province, as_of, revision)},
    }
    return f"# Do cchc build ghi; đừng sửa tay.\n{json.dumps(config, ensure_ascii=False, indent=2)}\n"


def _imprint(dataset: Dataset, province: ProvinceFile, as_of: dt.date, revision: Revision | None) -> dict[str, Any]:
    """Say what the foot of every page says: for which day, from which commit, of what nature, whom to tell."""
    forge = Forge(province=province, revision=revision)
    return {
        "as_of": as_of.isoformat(),
        "as_of_text": format_date(as_of),
        "is_fixed": province.as_of == as_of,
        "is_illustrative": Nature.ILLUSTRATIVE in natures_of(dataset),
        "repository": province.repository,
        "commit": revision.short if revision else "",
        "commit_url": forge.commit(),
        "is_committed": revision is not None and revision.is_exact,
        "report_form": forge.report_form(),
    }
