"""What every input model shares: places, natures and sources, documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from cchc.basics.diagnostics import Diagnostic, Span, error, quote
from cchc.basics.fixes import near_miss
from cchc.basics.nodes import Map, locate, locate_key, search
from cchc.schema.choice import Choice
from cchc.schema.fields import Date, Https, Line, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import ModelWrapValidatorHandler

    from cchc.basics.nodes import Found


class Input(BaseModel):
    """A frozen record read from a mapping; remembers where each of its values stood."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    __slots__ = ("_map",)  # a private attribute of pydantic's would cost a dictionary for every record
    if TYPE_CHECKING:
        _map: Map

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, data: Any, handler: ModelWrapValidatorHandler[Any], info: ValidationInfo) -> Any:  # noqa: ANN401 -- pydantic hands over whatever the file holds
        if not isinstance(data, Map):
            return handler(data)
        if isinstance(info.context, list):
            info.context.extend(cls._unknown_keys(data))
        record = handler(data)
        object.__setattr__(record, "_map", data)  # frozen from here on
        return record

    @classmethod
    @cache
    def keys(cls) -> dict[str, str]:
        """Map each key a file may use to the attribute it fills."""
        return {field.alias or name: name for name, field in cls.model_fields.items()}

    @classmethod
    @cache
    def key_of(cls, attribute: str) -> str:
        """Name the YAML key of an attribute."""
        return cls.model_fields[attribute].alias or attribute

    @classmethod
    def title_of(cls, attribute: str) -> str:
        """Name an attribute as an official would."""
        return cls.model_fields[attribute].title or cls.key_of(attribute)

    @classmethod
    def _unknown_keys(cls, data: Map) -> list[Diagnostic]:
        known = cls.keys()
        if data.is_within(known):
            return []
        strangers = data.strangers(known)
        unused = [key for key in known if data.find_key(key) is None]
        return [
            error(
                span,
                "truong-la",
                f"không có mục nào tên {quote(key)} ở đây",
                *near_miss(key, unused, f"các mục được dùng: {', '.join(known)}"),
            )
            for key, span in strangers.items()
        ]

    @property
    def here(self) -> Span:
        """The place where this record begins."""
        return self._map.span

    def span(self, attribute: str, *path: int | str) -> Span:
        """Give the place of an attribute's value, or of what lies at `path` inside it.

        Falls back to the nearest enclosing place when the attribute was not written.
        """
        return locate(self._map, (self.key_of(attribute), *path))

    def key_span(self, attribute: str, *path: str) -> Span:
        """Give the place of an attribute's key, or of the key at `path` inside it.

        Falls back to the nearest enclosing place when the key was not written.
        """
        return locate_key(self._map, (self.key_of(attribute), *path))

    def search(self, look: Callable[[str], Found | None]) -> Iterator[tuple[Span, Found]]:
        """Look at every text written in this record and below it; give what was found in it, with its place."""
        return search(self._map, look)


class Nature(Choice):
    """Where figures come from (format.md, `tinh_chat`)."""

    OFFICIAL = "chinh-thuc", "Số liệu thật; phải ghi nguồn."
    DERIVED = "suy-ra", "Tính ra từ số liệu thật; phải ghi phép tính."
    ILLUSTRATIVE = "minh-hoa", "Đặt ra để minh họa, không có thật."


class Reference(Input):
    """A public source: its name and, where there is one, its address."""

    name: Line = Field(
        alias="ten",
        title="Tên nguồn",
        description="Tên văn bản, báo cáo hoặc trang mà số liệu được lấy ra, ví dụ: Báo cáo của Sở Nội vụ năm 2022.",
    )
    url: Https | None = Field(None, alias="url", title="Địa chỉ", description="Địa chỉ công khai của nguồn, nếu có.")


class Sourced(Input):
    """Something whose nature is stated: official with its source, derived with its derivation, or invented."""

    nature: Nature = Field(
        alias="tinh_chat",
        title="Tính chất số liệu",
        description="Số liệu thật, suy ra từ số liệu thật, hay chỉ để minh họa.",
    )
    derivation: Line | None = Field(
        None,
        alias="cach_suy_ra",
        title="Cách suy ra",
        description="Phép tính đã dùng; bắt buộc khi số liệu là suy ra, ví dụ: 87,33 − 2,86 = 84,47.",
    )
    sources: tuple[Reference, ...] = Field(
        (), alias="nguon", title="Nguồn", description="Danh sách nguồn; bắt buộc khi số liệu là chính thức."
    )

    @model_validator(mode="after")
    def _is_backed(self) -> Sourced:
        require_backing(self.nature, self.sources, self.derivation)
        return self


def require_backing(nature: Nature | None, sources: tuple[Reference, ...], derivation: str | None) -> None:
    """Insist that official figures name a source and derived ones their derivation.

    Raises:
        RefusedError: naming the key that lacks its backing.
    """
    if nature is Nature.OFFICIAL and not sources:
        message = "số liệu “chinh-thuc” phải có “nguon” (tên nguồn, địa chỉ)"
        hint = "thêm “nguon”, hoặc ghi “tinh_chat: minh-hoa” nếu là số liệu minh họa"
        raise RefusedError("thieu-nguon", message, hint, key="tinh_chat")
    if nature is Nature.DERIVED and not derivation:
        message = "số liệu “suy-ra” phải có “cach_suy_ra” nêu rõ phép tính"
        raise RefusedError("thieu-nguon", message, "ví dụ: cach_suy_ra: 87,33 − 2,86 = 84,47", key="tinh_chat")


def stated_natures(record: Input) -> Iterator[tuple[Span, Nature]]:
    """Walk every nature that a record states, its own and those of what lies inside it, with their places."""
    for attribute in type(record).model_fields:
        value = getattr(record, attribute)
        if isinstance(value, Nature):
            yield record.span(attribute), value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Input):
                yield from stated_natures(inner)


class DocumentRef(Input):
    """A document: number and symbol, date, abstract."""

    number: Line = Field(
        alias="so",
        title="Số, ký hiệu",
        description="Số và ký hiệu ghi trên văn bản, ví dụ: MH-20/BC-SNV.",
    )
    issued_on: Date | None = Field(None, alias="ngay", title="Ngày ban hành", description="Ngày ghi trên văn bản.")
    abstract: Line | None = Field(
        None, alias="trich_yeu", title="Trích yếu", description="Trích yếu nội dung ghi trên văn bản."
    )


class DatedDocument(DocumentRef):
    """A document whose date matters."""

    issued_on: Date = Field(alias="ngay", title="Ngày ban hành", description="Ngày ghi trên văn bản.")
