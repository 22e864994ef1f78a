"""Names of columns and fields, and the words in them, that say whether a record failed."""

from __future__ import annotations

import re

import pytest

from app.core.scanning.log_record import Outcome
from app.core.scanning.outcomes import TROUBLE_IN_CELLS, Role, is_silent, outcome_in, role_of

NAMES = {
    Role.ERROR: (
        "error|errors|Error|errorMessage|error_message|ErrorMessages|errormessage|Error Text|processing_errors"
        "|sis_import_errors|validationErrors|Validation Messages|Errors|Reason|Failure Reason|Reject Reason|Skip Reason"
        "|exception|Exception Message|Issue|lastError|imsx_error|Motivo|Mensaje de error|Descripción del error|Errores"
        "|Motivo del rechazo"
    ),
    Role.WARNING: "warnings|Warning Message|processing_warnings|Advertencias|Avisos",
    Role.STATUS: (
        "Status|HTTP Status|statusCode|Import Status|Upload Result|result|outcome|workflow_state|imsx_codeMajor|Estado"
        "|Resultado|grade_publishing_status|response_code"
    ),
    Role.SEVERITY: "Level|severity|Log Level|Type|Nivel",
    Role.SUCCEEDED: "success|Succeeded|isSuccess|Imported",
    Role.FAILED: "failed|isError|rejected",
    None: (
        "message|description|errorCode|Error Count|errors_count|Date of Issue|Grade Level|State|Enrollment Status"
        "|Student Status|Absence Reason|Exit Reason|Comments|name|Meal Status|Error Level Code"
    ),
}


@pytest.mark.parametrize(("name", "role"), [(name, role) for role, names in NAMES.items() for name in names.split("|")])
def test_a_name_says_what_its_column_holds(name: str, role: Role | None) -> None:
    assert role_of(name) is role


STATUSES = {
    Outcome.FAILED: (
        "Failed|FAILURE|Error|error: no such user|ERR|400|400 Bad Request|HTTP 500|HTTP/1.1 404 Not Found|Not Imported"
        "|not_imported|Rejected|Invalid|Import failed|Completed with errors|failed_with_messages|Unmatched|Denied"
        "|Fallido|No importado|Rechazada|unpublishable|Not found"
    ),
    Outcome.WARNING: "Warning|Skipped|skip|imported_with_messages|Success with warnings|Partial|Omitido|Advertencia",
    Outcome.FINE: (
        "Success|SUCCESSFUL|ok|OK|200|201 Created|HTTP/1.1 200 OK|Imported|Skipped (unchanged)|No errors|0 errors"
        "|Passed|Éxito|no changes|Importado"
    ),
    Outcome.UNSAID: "Completed|created|Updated|Processed|Sent|Procesado",
    None: "|active|inactive|pending|302|withdrawn|TX|Lincoln High|9",
}


@pytest.mark.parametrize(
    ("cell", "outcome"), [(cell, outcome) for outcome, cells in STATUSES.items() for cell in cells.split("|")]
)
def test_a_status_says_how_it_went(cell: str, outcome: Outcome | None) -> None:
    assert outcome_in(cell, Role.STATUS) is outcome
    if outcome in {Outcome.FAILED, Outcome.WARNING}:
        row = f"7,{cell},x\n".encode()
        assert any(re.search(one.encode(), row, re.IGNORECASE) for one in TROUBLE_IN_CELLS)


def test_other_columns_are_read_by_their_role() -> None:
    assert outcome_in("ERROR", Role.SEVERITY) is Outcome.FAILED
    assert outcome_in("[Warning]", Role.SEVERITY) is Outcome.WARNING
    assert outcome_in("INFO", Role.SEVERITY) is Outcome.UNSAID
    assert outcome_in("Student", Role.SEVERITY) is None
    assert outcome_in("false", Role.SUCCEEDED) is Outcome.FAILED
    assert outcome_in("yes", Role.SUCCEEDED) is Outcome.FINE
    assert outcome_in("TRUE", Role.FAILED) is Outcome.FAILED
    assert outcome_in("3", Role.FAILED) is None
    assert outcome_in("No Match:HomeRoom", Role.ERROR) is Outcome.FAILED
    assert outcome_in("e-mail ignored", Role.WARNING) is Outcome.WARNING
    assert outcome_in("None", Role.ERROR) is None


@pytest.mark.parametrize(
    "cell", ["", " ", "None", "null", "-", "--", "OK", "Success", "Created", "N/A", "No errors found", "0"]
)
def test_a_silent_cell_holds_no_message(cell: str) -> None:
    assert is_silent(cell)


@pytest.mark.parametrize(
    "cell", ["No Match:HomeRoom", "Created twice", "Not found", "no last_name given", "7 rows failed"]
)
def test_a_message_is_not_silent(cell: str) -> None:
    assert not is_silent(cell)
