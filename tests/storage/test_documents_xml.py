"""XML is read as records: none takes a name or time from its neighbor, nothing is hidden, nothing outside is read."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.scanning.log_record import LogRecord, Outcome
from app.services.error_desk import Desk
from app.storage.documents import xml_document
from app.storage.documents.detect import document_reader
from app.storage.documents.xml_document import XmlReader
from app.storage.inputs.discovery import RefusedError


def reader_of(data: bytes) -> XmlReader | None:
    reader = document_reader("x", data[:65_536])
    return reader if isinstance(reader, XmlReader) else None


def records(data: str | bytes, desk: Desk) -> list[LogRecord]:
    return read(data, desk)[0]


def read(data: str | bytes, desk: Desk) -> tuple[list[LogRecord], list[str]]:
    raw = data.encode() if isinstance(data, str) else data
    reader = reader_of(raw)
    assert reader is not None
    found = [record for record in reader.records(io.BytesIO(raw), desk.matcher.exact.clue_reader) if record]
    return found, reader.notes


def seen(data: str | bytes, desk: Desk) -> list[tuple[int, str, dict[str, str]]]:
    return [(record.number, record.text, dict(record.names)) for record in records(data, desk)]


WINDOWS = """<?xml version="1.0" encoding="utf-16" standalone="yes"?>
<Events>
<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
<System><Provider Name='RosterSync'/><EventID Qualifiers='0'>1001</EventID><Level>2</Level>
<TimeCreated SystemTime='2026-01-14T09:00:01.0000000Z'/><Computer>SRV1</Computer>
<Security UserID='S-1-5-18'/></System>
<EventData><Data Name="UserId">S1</Data><Data Name="Answer">Email must be unique</Data></EventData>
<RenderingInfo Culture='en-US'>
<Message>POST /users 400 Email must be unique</Message><Level>Error</Level></RenderingInfo>
</Event>
<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
<System><Level>4</Level><TimeCreated SystemTime='2026-01-14T09:00:02.0000000Z'/></System>
<EventData><Data>Sync finished</Data></EventData></Event>
<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
<System><Level>3</Level></System>
<UserData><Push xmlns='x'><UserId>S3</UserId><Reason>Course not found</Reason></Push></UserData></Event>
</Events>
"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "utf-16-le"])
def test_the_events_of_windows(encoding: str, desk: Desk) -> None:
    found = records(WINDOWS.encode(encoding), desk)
    assert [(one.number, one.text, dict(one.names), one.time, one.outcome) for one in found] == [
        (3, "Error\nPOST /users 400 Email must be unique", {"S1": "user"}, "2026-01-14T09:00:01.0000000Z", "failed"),
        (11, "Information\nSync finished", {}, "2026-01-14T09:00:02.0000000Z", "fine"),
        (14, "Warning\nReason: Course not found", {"S3": "user"}, "", "warning"),
    ]


def test_one_event_alone_and_several_without_a_root(desk: Desk) -> None:
    event = WINDOWS[WINDOWS.index("<Event ") : WINDOWS.index("</Event>") + 8]
    assert [one.time[:19] for one in records(event, desk)] == ["2026-01-14T09:00:01"]
    assert [one.number for one in records(f"{event}\n{event}\n", desk)] == [1, 9]


LOG4J = """<log4j:event logger="com.sis.Push" timestamp="1768359601000" level="ERROR" thread="main">
<log4j:message><![CDATA[push failed for studentId=S1: <Email must be unique>]]></log4j:message>
<log4j:throwable><![CDATA[com.sis.ApiException: 400
\tat com.sis.Push.run(Push.java:1)]]></log4j:throwable>
<log4j:properties><log4j:data name="courseId" value="C1"/></log4j:properties>
</log4j:event>
<log4j:event logger="com.sis.Push" timestamp="1768359602000" level="INFO" thread="main">
<log4j:message><![CDATA[done]]></log4j:message></log4j:event>
"""
LOG4NET = """<event logger="Push" timestamp="2026-01-14T03:00:01.1-06:00" level="WARN" thread="1" username="DOM\\svc">
<message>studentId=S1 Email must be unique</message>
<properties><data name="log4net:UserName" value="DOM\\svc" /></properties></event>
"""
JUL = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE log SYSTEM "logger.dtd">
<log>
<record><date>2026-01-14T03:00:01</date><millis>1768359601000</millis><sequence>0</sequence><logger>push</logger>
<level>SEVERE</level><class>com.sis.Push</class><method>run</method><thread>1</thread>
<message>studentId=S1 Email must be unique</message></record>
</log>
"""


def test_the_events_of_loggers(desk: Desk) -> None:
    first, second = records(LOG4J, desk)
    assert first.text.startswith(
        "ERROR\npush failed for studentId=S1: <Email must be unique>\ncom.sis.ApiException: 400"
    )
    assert (first.time, dict(first.names), first.outcome) == ("2026-01-14T03:00:01Z", {"C1": "course"}, "failed")
    assert (second.number, second.text, second.outcome) == (7, "INFO\ndone", "fine")
    for text, time in ((LOG4NET, "2026-01-14T03:00:01.1-06:00"), (JUL, "2026-01-14T03:00:01")):
        (one,) = records(text, desk)
        assert one.text.endswith("\nstudentId=S1 Email must be unique")
        assert (one.time, dict(one.names)) == (time, {})
        assert one.outcome.is_trouble


STATUS = (
    "<imsx_statusInfo><imsx_codeMajor>{major}</imsx_codeMajor><imsx_severity>{severity}</imsx_severity>"
    "<imsx_description>{text}</imsx_description></imsx_statusInfo>"
)


@pytest.mark.parametrize(
    ("data", "text", "outcome"),
    [
        (STATUS.format(major="failure", severity="error", text="No such class"), "error\nNo such class", "failed"),
        (STATUS.format(major="failure", severity="status", text="No such class"), "No such class", "failed"),
        (STATUS.format(major="success", severity="status", text="Score stored"), "Score stored", "fine"),
        (
            '<?xml version="1.0"?><imsx_POXEnvelopeResponse xmlns="x"><imsx_POXHeader><imsx_POXResponseHeaderInfo>'
            "<imsx_messageIdentifier>9</imsx_messageIdentifier>"
            + STATUS.format(major="failure", severity="error", text="User is gone")
            + "</imsx_POXResponseHeaderInfo></imsx_POXHeader><imsx_POXBody/></imsx_POXEnvelopeResponse>",
            "error\nUser is gone",
            "failed",
        ),
        (
            '<soap:Envelope xmlns:soap="x"><soap:Body><soap:Fault><faultcode>soap:Client</faultcode>'
            "<faultstring>Email must be unique</faultstring><detail><StudentID>S1</StudentID></detail></soap:Fault>"
            "</soap:Body></soap:Envelope>",
            "Email must be unique",
            "failed",
        ),
        (
            '<e:Envelope xmlns:e="x"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason>'
            '<e:Text xml:lang="en">Email must be unique</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>',
            "Email must be unique",
            "failed",
        ),
    ],
)
def test_answers_of_services(data: str, text: str, outcome: str, desk: Desk) -> None:
    (one,) = records(data, desk)
    assert (one.text, one.outcome) == (text, outcome)


def test_fields_rows_and_attributes(desk: Desk) -> None:
    assert seen(
        "<errors>\n<error student='S1' code='2213'>Course not found</error>\n"
        "<error>Email must be unique</error></errors>",
        desk,
    ) == [(2, "error code: 2213\nCourse not found", {"S1": "student"}), (3, "error\nEmail must be unique", {})]
    assert seen(
        "<resultset statement='select'><row>\n<field name='student_id'>S1</field>"
        "<field name='message'>Email must be unique</field></row>"
        "<row><field name='student_id'>S2</field><field name='message'>Course not found</field></row></resultset>",
        desk,
    ) == [(1, "Email must be unique", {"S1": "student"}), (2, "Course not found", {"S2": "student"})]
    assert seen("<data><row studentID='S1' message='Email must be unique'/></data>", desk) == [
        (1, "Email must be unique", {"S1": "student"})
    ]
    assert seen(
        "<Error><Student><studentID>S1</studentID></Student><Message>Email must be unique</Message></Error>", desk
    ) == [(1, "Email must be unique", {"S1": "student"})]


@pytest.mark.parametrize(
    "data",
    [
        "<r><ok><studentID>S1</studentID></ok><failed><message>Email must be unique</message></failed></r>",
        "<r><call><studentID>S1</studentID></call><call><message>Email must be unique</message></call></r>",
        "<r><call studentID='S1'/><call message='Email must be unique'/></r>",
        "<r><call><message>Email must be unique</message></call><call><studentID>S1</studentID></call></r>",
    ],
)
def test_no_record_takes_its_neighbors_name(data: str, desk: Desk) -> None:
    assert [(one.text, dict(one.names)) for one in records(data, desk)] == [("Email must be unique", {})]


def test_what_one_item_of_several_holds_belongs_together(desk: Desk) -> None:
    answer = "<answer><message>Email must be unique</message></answer>"
    call = "<call><request><studentID>{}</studentID></request>" + answer + "</call>"
    found = seen(f"<calls>{call.format('S1')}{call.format('S2')}</calls>", desk)
    assert [names for _, _, names in found] == [{"S1": "student"}, {"S2": "student"}]
    assert len(seen(f"<calls>{call.format('S1')}</calls>", desk)) == 1


def sheet(*rows: list[str]) -> str:
    cells = [
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    ]
    return '<Worksheet ss:Name="x"><Table ss:ExpandedColumnCount="9">' + "\n".join(cells) + "</Table></Worksheet>"


def workbook(*sheets: str) -> str:
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook'
        ' xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f"<Styles/>{''.join(sheets)}</Workbook>"
    )


def test_the_rows_of_a_spreadsheet_are_read_by_their_columns(desk: Desk) -> None:
    header = ["Date", "Student ID", "Error Message"]
    data = workbook(
        sheet(["Sync errors"], header, ["2026-01-14T03:00:01.000", "S1", "Email must be unique"]),
        sheet(["Course ID", "Message"], ["C1", "addCode must be unique."]),
    )
    found = records(data, desk)
    assert [(one.number, one.text, dict(one.names), one.time) for one in found if one.names] == [
        (3, "Email must be unique", {"S1": "student"}, "2026-01-14T03:00:01.000"),
        (2, "addCode must be unique.", {"C1": "course"}, ""),
    ]
    gaps = sheet(header, ["a", "b"]).replace('<Cell><Data ss:Type="String">b', '<Cell ss:Index="3"><Data>b')
    assert [(one.text, one.time) for one in records(workbook(gaps), desk)] == [("b", "a")]


JUNIT = """<?xml version="1.0"?>
<testsuites><testsuite name="roster" tests="4" failures="2" errors="1" timestamp="2026-01-14T03:00:00">
<testcase name="rooms" classname="roster"><failure message="Class SEC-1 has no teacher">at 3</failure></testcase>
<testcase name="fine" classname="roster" time="0.1"/>
<testcase name="user S4010"><failure message="400">{"error": {"message": "Email must be unique"}}</failure></testcase>
<testcase name="rows" time="1"><error type="ValueError">Row 7 is short</error></testcase>
</testsuite></testsuites>"""


def test_a_report_of_tests_tells_what_made_them_fail(desk: Desk) -> None:
    found = records(JUNIT, desk)
    assert [(record.number, record.text, record.outcome.is_trouble) for record in found] == [
        (3, "Class SEC-1 has no teacher", True),
        (4, "fine", False),
        (5, '400\n{"error": {"message": "Email must be unique"}}', True),
        (6, "Row 7 is short", True),
    ]
    assert found[2].names == {"S4010": "user"}
    assert found[0].time == "2026-01-14T03:00:00"


PLAIN_LOGS = [
    "<131>1 2026-01-14T03:00:00Z host app 44 - - Email must be unique\n",
    "<Info> 2026-01-14 starting <b>all</b>\n<Error> 2026-01-14 Email must be unique\n",
    "<Error> Email must be unique\n",
    "<statusInfo><description>x</description></statusInfo>\n2026-01-14 ERROR Email must be unique\n",
    "<a href=x>\nEmail must be unique\n",
    "<3 errors\nEmail must be unique\n",
    "<?xml version='1.0'?>\n",
    "<user@example.org> Email must be unique\n",
]


@pytest.mark.parametrize("text", PLAIN_LOGS)
def test_logs_that_begin_with_a_tag_stay_logs(text: str) -> None:
    assert document_reader("x.xml", text.encode()) is None


def test_text_between_elements_further_down_is_not_hidden(desk: Desk) -> None:
    element = "<e><message>Course not found</message></e>\n"
    data = element * 2_000 + "2026-01-14 ERROR Email must be unique\n  at Push\n" + element
    found = seen(data, desk)
    assert len(found) == 2_002
    assert (2_001, "2026-01-14 ERROR Email must be unique\n  at Push", {}) in found


BROKEN = [
    ("<r><e><message>Course not found</message></e>\n<e><message>Email must", 1, "cut off"),
    ("<r><e><message>Course not found</message></e>\n<e></f></e></r>\nEmail must be unique\n", 2, "plain lines"),
    ("<r><e><message>Course not found</message></e>\n<e a=1/></r>\nEmail must be unique\n", 2, "plain lines"),
]


@pytest.mark.parametrize(("data", "line", "words"), BROKEN)
def test_what_stands_before_a_break_is_read_and_the_rest_as_lines(data: str, line: int, words: str, desk: Desk) -> None:
    found, notes = read(data, desk)
    assert found[0].text == "Course not found"
    assert any("Email must" in one.text for one in found)
    assert len(notes) == 1
    assert words in notes[0]
    if "plain" in words:
        assert f"Line {line}" in notes[0]


def test_ampersands_and_control_letters_break_nothing(desk: Desk) -> None:
    data = "<r><e><message>R&D &nbsp;Email must be unique\x01&#x1F;</message></e></r>"
    found, notes = read(data, desk)
    assert "Email must be unique" in found[0].text
    assert notes == []


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l><message>&b;</message></l>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l><message>&a;</message></l>'


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, OUTSIDE.replace("]>", "")])
def test_entities_are_refused_in_a_sentence(data: str, desk: Desk) -> None:
    with pytest.raises(RefusedError, match="xml-entities"):
        records(data, desk)


def test_a_document_type_further_down_defines_nothing(desk: Desk) -> None:
    found, notes = read(f"<r><message>Course not found</message></r>{LAUGHS}", desk)
    assert found[0].text == "Course not found"
    assert not any("haha" in one.text for one in found)
    assert "plain lines" in notes[0]


def test_deep_nesting_is_told(desk: Desk) -> None:
    data = "<r><e><message>Course not found</message></e>" + "<a>" * 100_000
    found, notes = read(data, desk)
    assert found[0].text == "Course not found"
    assert "nested too deep" in notes[0]


def test_a_large_document_is_read_as_a_small_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    call = "<call id='{0}'><studentID>S{0}</studentID><message>Email must be unique</message></call>\n"
    data = "<report><job>nightly</job>\n<calls>\n" + "".join(map(call.format, range(300))) + "</calls></report>"
    small = records(data, desk)
    monkeypatch.setattr(xml_document, "_MOST_KEPT", 2_000)
    large = records(data, desk)
    assert [(one.number, one.text, one.names) for one in small] == [(one.number, one.text, one.names) for one in large]
    assert [f"S{number}" in one.names for number, one in enumerate(large)] == [True] * 300
    assert large[0].outcome is Outcome.UNSAID


@given(body=st.text(alphabet="<>/ab&;!-\"'= \n[]?", max_size=120))
def test_no_xml_is_too_broken(body: str, desk: Desk) -> None:
    data = f"<r><e><message>Course not found</message></e>{body}</r>"
    if reader_of(data.encode()) is not None:
        found = seen(data, desk)
        assert any("Course not found" in text for _, text, _ in found)
        assert all(1 <= number <= body.count("\n") + 1 for number, _, _ in found)
