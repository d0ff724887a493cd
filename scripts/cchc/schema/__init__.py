"""What agencies write: one input model for each kind of file, and the only place that knows YAML key names.

A model's attributes are the project's English terms; `alias` is the key in the file; `title` is what an
official calls it. Records are frozen and keep the place of every value (`span`).
"""

from cchc.schema.approval import Adjustment, AdjustmentKind, AdjustmentsFile, LockedTask, LockFile, OfACycle, TaskChange
from cchc.schema.base import (
    DatedDocument,
    DocumentRef,
    Input,
    Nature,
    Reference,
    Sourced,
    require_backing,
    stated_natures,
)
from cchc.schema.cycle import CycleFile, Mandate, Milestone, Milestones, ResultsRef, Stage, Target, UpdatePeriod
from cchc.schema.edition import Edition, EditionsFile
from cchc.schema.index import (
    Aggregation,
    AssessmentMethod,
    Comparison,
    CriterionInput,
    Discrepancy,
    DomainInput,
    FrameworkFile,
    NodeInput,
    Part,
    ResultsFile,
    SubcriterionInput,
    Total,
    Unit,
)
from cchc.schema.progress import Evidence, ProgressEntry, ProgressFile, ReportedStatus, Update
from cchc.schema.registry import Account, Agency, AgencyGroup, AgencyKind, ProvinceFile, ProvinceKind, RegistryFile
from cchc.schema.reply import Opinion, Reply
from cchc.schema.submission import Analysis, Cause, CauseKind, Outcome, SubmissionFile, Task, Upkeep

__all__ = [
    "Account",
    "Adjustment",
    "AdjustmentKind",
    "AdjustmentsFile",
    "Agency",
    "AgencyGroup",
    "AgencyKind",
    "Aggregation",
    "Analysis",
    "AssessmentMethod",
    "Cause",
    "CauseKind",
    "Comparison",
    "CriterionInput",
    "CycleFile",
    "DatedDocument",
    "Discrepancy",
    "DocumentRef",
    "DomainInput",
    "Edition",
    "EditionsFile",
    "Evidence",
    "FrameworkFile",
    "Input",
    "LockFile",
    "LockedTask",
    "Mandate",
    "Milestone",
    "Milestones",
    "Nature",
    "NodeInput",
    "OfACycle",
    "Opinion",
    "Outcome",
    "Part",
    "ProgressEntry",
    "ProgressFile",
    "ProvinceFile",
    "ProvinceKind",
    "Reference",
    "RegistryFile",
    "Reply",
    "ReportedStatus",
    "ResultsFile",
    "ResultsRef",
    "Sourced",
    "Stage",
    "SubcriterionInput",
    "SubmissionFile",
    "Target",
    "Task",
    "TaskChange",
    "Total",
    "Unit",
    "Update",
    "UpdatePeriod",
    "Upkeep",
    "require_backing",
    "stated_natures",
]
