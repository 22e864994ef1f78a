"""Words by which names are told from other words in an error message; there is no general recognition of names."""

from __future__ import annotations

ROLES = (
    "user", "student", "pupil", "learner", "teacher", "instructor", "guardian", "parent", "contact", "staff",
    "employee", "person", "member", "advisor", "counselor", "principal", "login", "account", "host", "node", "server",
    "machine", "computer", "device", "printer", "school", "campus",
    "usuario", "estudiante", "alumno", "alumna", "profesor", "profesora", "maestro", "maestra",
)  # fmt: skip
"""Words behind which a name usually stands."""

NO_NAMES = (
    "account", "record", "profile", "data", "id", "ids", "name", "number", "import", "sync", "file", "list", "group",
    "role", "login", "password", "email", "table", "field", "grade", "enrollment", "and", "or", "is", "was", "are",
    "were", "has", "had", "have", "not", "could", "cannot", "can", "does", "did", "do", "in", "on", "at", "to", "for",
    "from", "with", "of", "the", "a", "an", "already", "failed", "error", "by", "that", "which", "who", "must", "will",
    "would", "may", "be", "been", "no", "should", "as", "because", "since", "due", "while", "when", "if", "agent",
    "attribute", "type", "status", "input", "object", "session", "interface", "mapping", "info", "information",
    "details", "schedule", "sourcedid", "sis", "service", "missing", "required", "invalid", "unknown", "returned",
    "rejected", "exists", "doesn", "year", "code", "this", "system", "side",
)  # fmt: skip
"""Words that stand behind a role where no name does: "user account", "student not found"."""

CAPITALIZED = (
    "Error", "Errors", "Exception", "Warning", "Failed", "Failure", "Fatal", "Bad", "Request", "Gateway", "Not",
    "Found", "Service", "Unavailable", "Unauthorized", "Forbidden", "Internal", "Server", "Invalid", "Access",
    "Denied", "Timeout", "Timed", "Out", "Connection", "Refused", "Reset", "Conflict", "Unprocessable", "Entity",
    "Too", "Many", "Requests", "Method", "Allowed", "Gone", "Payload", "Student", "Students", "Teacher", "Teachers",
    "Course", "Courses", "Section", "Sections", "Class", "Classes", "Grade", "Grades", "Term", "User", "Users",
    "Enrollment", "Enrollments", "Roster", "Rosters", "Guardian", "Contact", "Parent", "Assignment", "Assignments",
    "Score", "Scores", "Attendance", "Import", "Export", "Sync", "Batch", "Job", "File", "Files", "Record", "Records",
    "Row", "Line", "Column", "Field", "Fields", "Value", "Data", "Database", "Table", "Query", "Key", "Missing",
    "Required", "Duplicate", "Unknown", "Unexpected", "Unable", "Cannot", "Could", "Should", "Must", "No", "None",
    "Null", "True", "False", "The", "A", "An", "And", "Or", "Of", "For", "In", "On", "At", "To", "From", "With", "By",
    "Is", "Was", "Are", "Has", "Have", "Had", "Be", "Been", "Does", "Did", "Do", "If", "When", "While", "Because",
    "Please", "See", "Check", "Try", "Retry", "Client", "Host", "Network", "Socket", "Port", "Certificate", "Token",
    "Session", "Login", "Password", "Account", "Accounts", "License", "Permission", "Permissions", "Security",
    "Message", "Messages", "Mail", "Email", "Address", "Date", "Time", "Start", "End", "Stop", "Open", "Close", "Read",
    "Write", "Create", "Update", "Delete", "Insert", "Add", "Remove", "Get", "Set", "Post", "Put", "Patch", "Head",
    "Options", "Response", "Status", "Code", "Reason", "Detail", "Details", "Description", "Type", "Name", "Id",
    "This", "That", "These", "Those", "It", "Its", "Process", "Thread", "Memory", "Disk", "Directory", "Folder",
    "Path", "Module", "Object", "Reference", "Instance", "System", "Windows", "Linux", "Java", "Python", "Transport",
    "Authentication", "Authorization", "Schedule", "Group", "Groups", "Locker", "Calendar", "Report", "Quota",
)  # fmt: skip
"""Words that programs write with a capital and that name nobody."""

SHOUTED = (
    "HTTP", "HTTPS", "JSON", "LDAP", "SFTP", "SAML", "OAUTH", "NULL", "SELECT", "WHERE", "INTO", "UTF", "SSIS",
    "ASCII", "UUID", "GUID", "SMTP", "IMAP", "REST", "SOAP", "ACTION", "STATE",
)  # fmt: skip
"""Further words in capitals that name nobody."""

TITLES = ("Dr", "Mr", "Mrs", "Ms", "Prof", "St", "Jr", "Sr")
"""What may stand before a name, with a full stop."""

PARTICLES = (
    "de", "la", "las", "los", "del", "van", "von", "der", "den", "da", "di", "do", "dos", "al", "el", "bin", "ibn", "y",
)  # fmt: skip
"""Words in small letters that belong to a name."""

SCHOOLS = (
    "High", "Middle", "Elementary", "Junior", "Senior", "Primary", "Charter", "Magnet", "Preparatory", "Prep",
    "Academy", "School", "ISD", "USD", "College", "University", "Institute", "District",
)  # fmt: skip
"""Words that belong to the name of a school."""
