; The installer: for the person alone, without administrator rights, or for all
; users of the machine. Silent: /S, and /ALLUSERS beside it with such rights.
; The build gives VERSION, PUBLISHER, SOURCE (the folder to install), ICON, SIDE
; (the picture at the left) and OUTPUT.
;
; Exit codes, of the uninstaller too: 0 done, 1 given up by the person, 2 not all was
; written or removed, 5 no rights, 32 the program is open, 1638 it is here already in
; a way that this cannot upgrade. The uninstaller answers them where it is told to
; wait: uninstall.exe /S _?=FOLDER.
Unicode true
Target amd64-unicode
ManifestDPIAware true
!ifdef QUICK ; for tests
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
RequestExecutionLevel user

!ifdef SIGN
  !finalize '"${SIGN}" "%1"'
  !uninstfinalize '"${SIGN}" "%1"'
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include nsDialogs.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"

Name "年报通"
OutFile "${OUTPUT}"
BrandingText "年报通 ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 ProductName "年报通"
VIAddVersionKey /LANG=2052 FileDescription "年报通安装程序"
VIAddVersionKey /LANG=2052 CompanyName "${PUBLISHER}"
VIAddVersionKey /LANG=2052 LegalCopyright "© ${PUBLISHER}. Mulan PSL v2"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\nianbao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开年报通"

Var AllUsers ; 1 for everybody on this machine
Var Choice
Var DeleteData ; 1 when the drafts are to go too

!define MUI_PAGE_CUSTOMFUNCTION_PRE skipWhenElevated
!insertmacro MUI_PAGE_WELCOME
Page custom askWho leaveWho
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.askData un.leaveData
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; ---- For whom

; The program is listed once for all users of a machine, and once for a person; what
; the MSI has installed has a mark of its own.
!define MARK "Software\nianbao"

!macro takeMode un
  SetRegView 64
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${If} ${Errors}
    StrCpy $AllUsers 0
  ${Else}
    StrCpy $AllUsers 1
  ${EndIf}
!macroend

Function .onInit
  !insertmacro takeMode ""
  Call lookAround
  ${If} ${Silent}
  ${AndIf} $AllUsers = 1
    System::Call "shell32::IsUserAnAdmin() i .r0"
    ${If} $0 = 0
      SetErrorLevel 5
      Quit
    ${EndIf}
  ${EndIf}
  Call setMode
FunctionEnd

; lookAround sees whether the program is on this machine in another way. Two of it
; would be two entries in the menu, of which nobody knows which one opens a file.
Function lookAround
  ReadRegStr $0 HKLM "${MARK}" "Msi"
  ${If} $0 != ""
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONEXCLAMATION "这台电脑上的年报通是用 MSI 安装包安装的。请用新版本的 MSI 升级，或者先从系统的“应用”中卸载；报告不受影响。"
    ${EndIf}
    SetErrorLevel 1638
    Quit
  ${EndIf}
  ReadRegStr $0 HKLM "${KEY}" "UninstallString"
  ${If} $AllUsers = 1
  ${OrIf} $0 == ""
    Return
  ${EndIf}
  ; It is here for all users: that one is upgraded.
  System::Call "shell32::IsUserAnAdmin() i .r1"
  ${If} $1 <> 0
    StrCpy $AllUsers 1
    Return
  ${EndIf}
  ${If} ${Silent}
    SetErrorLevel 1638
    Quit
  ${EndIf}
  ReadRegStr $1 HKLM "${KEY}" "DisplayVersion"
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "这台电脑上已经为所有用户安装了年报通 $1，将升级那一份，需要管理员权限。" IDOK elevate
  SetErrorLevel 1
  Quit
  elevate:
  Call elevate
  Quit
FunctionEnd

; elevate starts the installer once more, with rights.
Function elevate
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/ALLUSERS"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONEXCLAMATION "没有得到管理员权限，不能为所有用户安装。$\n请管理员来安装；还没有为所有用户安装过的，可以选“只为我安装”。"
    SetErrorLevel 5
    Abort
  ${EndIf}
FunctionEnd

; setMode chooses registry, start menu and folder; a folder given by /D= or of
; the version before stays.
Function setMode
  ${If} $AllUsers = 1
    SetShellVarContext all
    StrCpy $1 "$PROGRAMFILES64\nianbao"
  ${Else}
    SetShellVarContext current
    StrCpy $1 "$LOCALAPPDATA\Programs\nianbao"
  ${EndIf}
  ${If} $INSTDIR == ""
  ${OrIf} $Choice != ""
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallLocation"
    ${If} $INSTDIR == ""
      StrCpy $INSTDIR $1
    ${EndIf}
  ${EndIf}
FunctionEnd

Function skipWhenElevated
  ${If} $AllUsers = 1 ; started once more, with rights, after the choice
    Abort
  ${EndIf}
FunctionEnd

Function askWho
  ${If} $AllUsers = 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "安装范围" "不清楚时，选第一项。"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "只为我安装（不需要管理员权限）"
  Pop $Choice
  ${NSD_Check} $Choice
  ${NSD_CreateLabel} 12u 24u 95% 12u "安装在您自己的文件夹里，其他人登录这台电脑时没有它。"
  Pop $0
  ${NSD_CreateRadioButton} 0 46u 100% 12u "为这台电脑的所有用户安装（需要管理员权限）"
  Pop $0
  ${NSD_CreateLabel} 12u 60u 95% 24u "系统会请您输入管理员的密码。每个人的报告仍然各在自己的文件夹里，互相看不到。"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function leaveWho
  ${NSD_GetState} $Choice $0
  ${If} $0 = ${BST_CHECKED}
    Return
  ${EndIf}
  System::Call "shell32::IsUserAnAdmin() i .r0"
  ${If} $0 = 0
    Call elevate
    Quit
  ${EndIf}
  StrCpy $AllUsers 1
  Call setMode
FunctionEnd

; ---- A program that is open cannot be replaced

; waitClosed waits for the program in the folder $5.
!macro waitClosed un
Function ${un}waitClosed
  StrCpy $3 0
  again:
  ${IfNot} ${FileExists} "$5\nianbao.exe"
    Return
  ${EndIf}
  ; To write, with nobody else writing: what the system says tells a program that is
  ; open from a folder that this person may not change.
  System::Call 'kernel32::CreateFileW(w "$5\nianbao.exe", i 0xC0000000, i 1, p 0, i 3, i 0, p 0) p .r2 ?e'
  Pop $4
  ${If} $2 P<> -1
    System::Call 'kernel32::CloseHandle(p r2)'
    Return
  ${EndIf}
  ${If} $4 = 5
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONSTOP "没有权限改动这个文件夹：$5$\n请以管理员身份运行，或者请信息技术人员来做。"
    ${EndIf}
    SetErrorLevel 5
    Quit
  ${EndIf}
  ${If} ${Silent}
    IntOp $3 $3 + 1
    ${If} $3 > 20 ; ten seconds
      SetErrorLevel 32
      Quit
    ${EndIf}
    Sleep 500
    Goto again
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "年报通正在运行，请先关闭它，再点“重试”。$\n已经填写的内容都已保存。" IDRETRY again
  SetErrorLevel 1
  Quit
FunctionEnd
!macroend
!insertmacro waitClosed ""
!insertmacro waitClosed "un."

; ---- Installing

; mayWrite ends the installer where it has no right to write into the folder.
Function mayWrite
  CreateDirectory "$INSTDIR"
  System::Call 'kernel32::CreateFileW(w "$INSTDIR\new", i 0x40000000, i 0, p 0, i 2, i 0x04000000, p 0) p .r2 ?e' ; gone when it is closed
  Pop $4
  ${If} $2 P<> -1
    System::Call 'kernel32::CloseHandle(p r2)'
  ${ElseIf} $4 = 5
    MessageBox MB_OK|MB_ICONSTOP "没有权限写入这个文件夹：$INSTDIR$\n请换一个文件夹，或者请信息技术人员来做。" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
FunctionEnd

; notWhole takes away what was written of a program that has no room.
Function notWhole
  SetOutPath "$TEMP" ; not within the folder
  RMDir /r "$INSTDIR\new"
  ${IfNot} ${FileExists} "$INSTDIR\nianbao.exe"
    RMDir /r "$INSTDIR\licences"
    RMDir "$INSTDIR"
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "文件没有写进去：$INSTDIR$\n请检查磁盘空间和权限，或者换一个文件夹。原来装着年报通的，仍然可以使用。" /SD IDOK
  SetErrorLevel 2
  Quit
FunctionEnd

; replace puts a program in the place of the one before, in one go.
!macro replace name
  System::Call 'kernel32::MoveFileExW(w "$INSTDIR\new\${name}", w "$INSTDIR\${name}", i 9) i .r2'
  ${If} $2 = 0
    Call notWhole
  ${EndIf}
!macroend

Section "年报通"
  StrCpy $5 $INSTDIR
  Call waitClosed
  ${If} $AllUsers = 1 ; this person's own copy goes, and may be open
    ReadRegStr $5 HKCU "${KEY}" "InstallLocation"
    ${If} $5 != ""
      Call waitClosed
    ${EndIf}
  ${EndIf}
  Call mayWrite
  SetOverwrite on
  ClearErrors
  ; Aside first: what is there stays whole until the new one is.
  SetOutPath "$INSTDIR\new"
  File "${SOURCE}/nianbao.exe" "${SOURCE}/nianbao.com"
  SetOutPath "$INSTDIR\licences"
  File "${SOURCE}/licences/*"
  ${If} ${Errors}
    Call notWhole
  ${EndIf}
  SetOutPath "$INSTDIR"
  !insertmacro replace nianbao.exe
  !insertmacro replace nianbao.com
  RMDir "$INSTDIR\new"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\年报通.lnk" "$INSTDIR\nianbao.exe"

  WriteRegStr SHCTX "Software\Classes\.nbx" "" "nianbao.nbx"
  WriteRegStr SHCTX "Software\Classes\nianbao.nbx" "" "年报通移交文件"
  WriteRegStr SHCTX "Software\Classes\nianbao.nbx\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
  WriteRegStr SHCTX "Software\Classes\nianbao.nbx\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\nianbao.exe" "" "$INSTDIR\nianbao.exe"

  WriteRegStr SHCTX "${KEY}" "DisplayName" "年报通"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe,0"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  ${If} $AllUsers = 1
    StrCpy $1 " /ALLUSERS"
  ${Else}
    StrCpy $1 ""
  ${EndIf}
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"$1'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S$1 _?=$INSTDIR'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  ${If} $AllUsers = 1
    Call removeOwn
  ${EndIf}
  ${RefreshShellIcons}
SectionEnd

; removeOwn takes away the copy that this person had alone: now there is one for all.
Function removeOwn
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ${If} $0 == ""
  ${OrIf} $0 == $INSTDIR
  ${OrIfNot} ${FileExists} "$0\uninstall.exe"
    Return
  ${EndIf}
  ExecWait '"$0\uninstall.exe" /S _?=$0' $1
  ${If} $1 <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "已经为所有用户安装。只为您自己安装的那一份没有卸载，请从系统的“应用”中卸载：$0" /SD IDOK
    SetErrorLevel 2
  ${EndIf}
FunctionEnd

; ---- Removing

; How it was installed, the registry tells: the uninstaller may be started in any way.
Function un.onInit
  !insertmacro takeMode "un."
  ReadRegStr $0 HKCU "${KEY}" "InstallLocation"
  ReadRegStr $1 HKLM "${KEY}" "InstallLocation"
  ${If} $1 == $INSTDIR
    StrCpy $AllUsers 1
  ${ElseIf} $0 == $INSTDIR
    StrCpy $AllUsers 0
  ${EndIf}
  System::Call "shell32::IsUserAnAdmin() i .r0"
  ${If} $AllUsers = 1
  ${AndIf} $0 = 0
    ${If} ${Silent}
      SetErrorLevel 5
      Quit
    ${EndIf}
    ClearErrors
    ExecShell "runas" "$INSTDIR\uninstall.exe" "/ALLUSERS"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "没有得到管理员权限，不能卸载为所有用户安装的年报通。没有删除任何文件。"
      SetErrorLevel 5
    ${EndIf}
    Quit
  ${EndIf}
  ${If} $AllUsers = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  StrCpy $DeleteData 0
FunctionEnd

; Drafts of all users are not to be found from here, so only one's own are
; offered, and never by default.
Function un.askData
  SetShellVarContext current
  StrCpy $4 "$LOCALAPPDATA\nianbao"
  Call un.backToMode
  ${IfNot} ${FileExists} "$4\nianbao.db"
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "已经填写的报告" "报告、审签记录和私钥都在这台电脑的数据文件夹里。"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "保留（以后再安装时还在）"
  Pop $Choice
  ${NSD_Check} $Choice
  ${NSD_CreateRadioButton} 0 30u 100% 12u "全部删除，不能恢复"
  Pop $0
  ${NSD_CreateLabel} 12u 50u 95% 24u "$4"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.backToMode
  ${If} $AllUsers = 1
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Function un.leaveData
  ${NSD_GetState} $Choice $0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $DeleteData 0
    Return
  ${EndIf}
  MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "“$4”中的所有报告、审签记录、备份和私钥都会删除，不能恢复。$\n另设的数据文件夹（见 office.toml）、第二备份位置、移交文件夹里的不会删除。确定吗？" IDYES sure
  Abort
  sure:
  StrCpy $DeleteData 1
FunctionEnd

Section "Uninstall"
  StrCpy $5 $INSTDIR
  Call un.waitClosed
  Delete "$SMPROGRAMS\年报通.lnk"
  ; Only what was installed: the folder may be one that holds other things.
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\nianbao.com"
  Delete "$INSTDIR\licences\*.txt"
  Delete "$INSTDIR\licences\nianbao.spdx.json"
  RMDir "$INSTDIR\licences"
  RMDir /r "$INSTDIR\new" ; of an installer that was ended
  ${If} ${FileExists} "$INSTDIR\nianbao.exe"
    MessageBox MB_OK|MB_ICONSTOP "文件没有删除：$INSTDIR\nianbao.exe" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ReadRegStr $0 SHCTX "Software\Classes\.nbx" ""
  ${If} $0 == "nianbao.nbx"
    DeleteRegKey SHCTX "Software\Classes\.nbx"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\nianbao.nbx"
  DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\nianbao.exe"
  DeleteRegKey SHCTX "${KEY}"
  ${If} $DeleteData = 1
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\nianbao"
    Call un.backToMode
  ${EndIf}
  Call un.removeToolkit
  Call un.removeItself
  ${un.RefreshShellIcons}
SectionEnd

; What the toolkit of the window keeps beside the data, and clears away itself but
; after a crash. The folder fyne goes when no other program has something in it.
Function un.removeToolkit
  SetShellVarContext current
  RMDir /r "$APPDATA\fyne\nianbao"
  RMDir /r "$APPDATA\fyne\cn.nianbao.desktop"
  RMDir "$APPDATA\fyne"
  RMDir /r "$LOCALAPPDATA\fyne\nianbao"
  RMDir /r "$LOCALAPPDATA\fyne\cn.nianbao.desktop"
  RMDir "$LOCALAPPDATA\fyne"
  Delete "$LOCALAPPDATA\font_index_v*.cache" ; of fonts: whoever needs one makes it anew
  Call un.backToMode
FunctionEnd

; A program that runs cannot be deleted. Where the uninstaller runs from the folder, as
; it does when somebody waits for it, a command does it a moment later.
Function un.removeItself
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    SetOutPath "$TEMP" ; not within the folder
    ExecShell "open" "$SYSDIR\cmd.exe" '/d /c ping -n 3 127.0.0.1 >nul & del /q "$INSTDIR\uninstall.exe" & rmdir "$INSTDIR"' SW_HIDE
  ${EndIf}
FunctionEnd
