/* TEST-ONLY: prints the text in the clipboard as UTF-8. Wine 8 does not hand Qt's clipboard on to X11. Never shipped. */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    if (!OpenClipboard(NULL)) return 2;
    HANDLE data = GetClipboardData(CF_UNICODETEXT);
    const wchar_t *text = data ? GlobalLock(data) : NULL;
    int length = text ? WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL) : 0;
    char *bytes = length ? malloc(length) : NULL;
    if (bytes) {
        WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, length, NULL, NULL);
        fwrite(bytes, 1, length - 1, stdout);
    }
    CloseClipboard();
    return bytes ? 0 : 1;
}
