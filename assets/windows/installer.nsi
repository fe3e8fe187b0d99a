; The installer: for the person alone, without administrator rights, or for all
; users of the machine. Silent: /S, and /ALLUSERS beside it with such rights.
; The build gives VERSION, SOURCE (the folder to install), ICON, SIDE
; (the picture at the left) and OUTPUT.
Unicode true
Target amd64-unicode
ManifestDPIAware true
SetCompressor /SOLID lzma
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
VIAddVersionKey /LANG=2052 CompanyName "年报通"
VIAddVersionKey /LANG=2052 LegalCopyright "Mulan PSL v2"
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
  ${If} ${Silent}
  ${AndIf} $AllUsers = 1
    Call needAdmin
  ${EndIf}
  Call setMode
FunctionEnd

Function needAdmin
  System::Call "shell32::IsUserAnAdmin() i .r0"
  ${If} $0 = 0
    SetErrorLevel 5 ; access denied
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
    ClearErrors
    ExecShell "runas" "$EXEPATH" "/ALLUSERS"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "没有得到管理员权限，不能为所有用户安装。$\n您可以选“只为我安装”，或者请管理员来安装。"
      Abort
    ${EndIf}
    Quit
  ${EndIf}
  StrCpy $AllUsers 1
  Call setMode
FunctionEnd

; ---- A program that is open cannot be replaced

!macro waitClosed un
Function ${un}waitClosed
  StrCpy $3 0
  again:
  ${IfNot} ${FileExists} "$INSTDIR\nianbao.exe"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $2 "$INSTDIR\nianbao.exe" a
  ${IfNot} ${Errors}
    FileClose $2
    Return
  ${EndIf}
  ${If} ${Silent}
    IntOp $3 $3 + 1
    ${If} $3 > 20 ; ten seconds
      SetErrorLevel 32 ; in use
      Abort
    ${EndIf}
    Sleep 500
    Goto again
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "年报通正在运行，请先关闭它，再点“重试”。$\n已经填写的内容都已保存。" IDRETRY again
  Abort
FunctionEnd
!macroend
!insertmacro waitClosed ""
!insertmacro waitClosed "un."

; ---- Installing

Section "年报通"
  Call waitClosed
  SetOutPath "$INSTDIR"
  SetOverwrite on
  ClearErrors
  File /r "${SOURCE}/*"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "文件没有写进去：$INSTDIR$\n请检查磁盘空间和权限，或者换一个文件夹。" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\年报通.lnk" "$INSTDIR\nianbao.exe"

  WriteRegStr SHCTX "Software\Classes\.nbx" "" "nianbao.nbx"
  WriteRegStr SHCTX "Software\Classes\nianbao.nbx" "" "年报通移交文件"
  WriteRegStr SHCTX "Software\Classes\nianbao.nbx\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
  WriteRegStr SHCTX "Software\Classes\nianbao.nbx\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\nianbao.exe" "" "$INSTDIR\nianbao.exe"

  WriteRegStr SHCTX "${KEY}" "DisplayName" "年报通"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "Publisher" "年报通"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe,0"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  ${If} $AllUsers = 1
    StrCpy $1 " /ALLUSERS"
  ${Else}
    StrCpy $1 ""
  ${EndIf}
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"$1'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S$1'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  ${RefreshShellIcons}
SectionEnd

; ---- Removing

Function un.onInit
  !insertmacro takeMode "un."
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
  MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "所有报告、审签记录、备份和私钥都会删除，不能恢复。确定吗？" IDYES sure
  Abort
  sure:
  StrCpy $DeleteData 1
FunctionEnd

Section "Uninstall"
  Call un.waitClosed
  Delete "$SMPROGRAMS\年报通.lnk"
  ; Only what was installed: the folder may be one that holds other things.
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\nianbao.com"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
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
  ${un.RefreshShellIcons}
SectionEnd
