; The installer: per user, without admin rights, silent with /S. Built by installers.py, which passes
; NAME, VERSION, PUBLISHER, SUMMARY, ID, WINDOW, CONSOLE, SOURCE, ICON, SIZE_KB and OUT.
;
;   /S             no questions
;   /D=C:\folder   another folder (last, without quotes)
;   /OPENWITH      also offer the program under "Open with" for .log and .csv
;   uninstall.exe /S             keeps the person's settings
;   uninstall.exe /S /FORGET     removes them, too

Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
Icon "${ICON}"
UninstallIcon "${ICON}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "LegalCopyright" "Copyright (c) ${PUBLISHER}. MIT licence."

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Spanish"

; What Explorer shows as type under "Open with".
!define PROGID "${ID}.log"

!macro RemoveProgram un
Function ${un}RemoveProgram
  ; Only what an installer of ours put there: somebody may have chosen a folder that holds other things.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\catalog"
  RMDir /r "$INSTDIR\resources"
  Delete "$INSTDIR\${WINDOW}.exe"
  Delete "$INSTDIR\${CONSOLE}.exe"
  Delete "$INSTDIR\LICENSE.txt"
FunctionEnd
!macroend
!insertmacro RemoveProgram ""
!insertmacro RemoveProgram "un."

Function .onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/OPENWITH" $1
  ${IfNot} ${Errors}
    SectionSetFlags 1 1
  ${EndIf}
FunctionEnd

Function CheckNotRunning
  ; An exe in use cannot be opened for writing. Half a program would be worse than the old one.
  ${If} ${FileExists} "$INSTDIR\${WINDOW}.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\${WINDOW}.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${NAME} is open. Close it, then run this again." /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd

Section "!${NAME}"
  SectionIn RO
  Call CheckNotRunning
  Call RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}.exe" "" "" "" "" "" "${SUMMARY}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW}.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

; Offered, never taken: nothing that opened a file before stops doing so.
Section /o "Open with ${NAME} (.log, .csv)"
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "Sync log"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\${WINDOW}.exe,0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${WINDOW}.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.log\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "Software\Classes\.csv\OpenWithProgids" "${PROGID}" ""
SectionEnd

Section "un.${NAME}"
  SectionIn RO
  Call un.RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegValue HKCU "Software\Classes\.log\OpenWithProgids" "${PROGID}"
  DeleteRegValue HKCU "Software\Classes\.csv\OpenWithProgids" "${PROGID}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

Section /o "un.Settings and notes" FORGET
  RMDir /r "$LOCALAPPDATA\${NAME}"
SectionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/FORGET" $1
  ${IfNot} ${Errors}
    SectionSetFlags ${FORGET} 1
  ${EndIf}
FunctionEnd
