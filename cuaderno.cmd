@echo off
rem Cuaderno's command line on Windows: finds a JDK, builds what is missing or stale, runs.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "NEEDED=25"
set "JDK="

rem --- a JDK
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for /f "delims=" %%J in ('where javac 2^>nul') do call :consider "%%~dpJ.."
for %%P in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps") do (
    for /d %%D in ("%%~P\*") do call :consider "%%~D"
)
for /d %%D in ("%USERPROFILE%\scoop\apps\*") do call :consider "%%~D\current"
if not defined JDK (
    echo cuaderno: no JDK %NEEDED% or newer found: not in JAVA_HOME, not on the PATH, not in the usual folders.>&2
    echo Install one, for instance from https://adoptium.net, or set JAVA_HOME to its folder.>&2
    exit /b 1
)

rem --- the build
set "VERSION="
for /f "tokens=3 delims=<>" %%V in ('findstr /r /c:"^  <version>" "%ROOT%\pom.xml"') do if not defined VERSION set "VERSION=%%V"
set "JAR=%ROOT%\kernel\target\cuaderno-kernel-%VERSION%.jar"
rem Left by every Maven build of these modules, with the time at which it began.
set "KERNEL_BUILT=%ROOT%\kernel\target\built"
set "NOTEBOOKS_BUILT=%ROOT%\notebooks\target\built"
set "STALE="
if not exist "%KERNEL_BUILT%" set "STALE=1"
if not exist "%NOTEBOOKS_BUILT%" set "STALE=1"
if not exist "%JAR%" set "STALE=1"
if not exist "%ROOT%\kernel\target\lib\" set "STALE=1"
if not exist "%ROOT%\notebooks\target\lib\" set "STALE=1"
if not defined STALE call :compare
if not defined STALE goto start

where mvn >nul 2>nul
if errorlevel 1 (
    echo cuaderno: Cuaderno has to be built first, and Maven ^(mvn^) is not on the PATH.>&2
    echo Install it from https://maven.apache.org and try again.>&2
    exit /b 1
)
echo cuaderno: building ^(the first time takes a minute or two^) ...>&2
pushd "%ROOT%"
set "OLDPATH=%PATH%"
set "PATH=%JDK%\bin;%PATH%"
if not defined JAVA_HOME set "JAVA_HOME=%JDK%"
call mvn -q -B -ntp -Dstyle.color=never -DskipTests package >&2
set "FAILED=%ERRORLEVEL%"
set "PATH=%OLDPATH%"
popd
if not "%FAILED%"=="0" (
    echo cuaderno: the build failed ^(see above; mvn verify says more, warnings included^).>&2
    exit /b 1
)

rem --- the run
:start
if defined CUADERNO_CLASSPATH (
    set "CUADERNO_CLASSPATH=%CUADERNO_CLASSPATH%;%ROOT%\notebooks\target\lib\*"
) else (
    set "CUADERNO_CLASSPATH=%ROOT%\notebooks\target\lib\*"
)
rem The REPL's documentation needs a look into jshell.
set "OPENS="
if /i "%~1"=="repl" set "OPENS=--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"
"%JDK%\bin\java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %OPENS% -cp "%JAR%;%ROOT%\kernel\target\lib\*" dev.cuaderno.kernel.cli.Main %*
exit /b %ERRORLEVEL%

rem Takes the folder %1 if no JDK is found yet and it holds one that is new enough, by its "release" file.
:consider
if defined JDK exit /b 0
if not exist "%~f1\bin\javac.exe" exit /b 0
if not exist "%~f1\release" exit /b 0
set "MAJOR="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~f1\release"') do for /f "tokens=1 delims=.-+" %%M in ("%%~V") do set "MAJOR=%%M"
if not defined MAJOR exit /b 0
if %MAJOR% GEQ %NEEDED% set "JDK=%~f1"
exit /b 0

rem Says STALE if a pom.xml or source file is newer than the older of the two builds.
:compare
powershell -NoProfile -ExecutionPolicy Bypass -Command "$t = (Get-Item -LiteralPath $env:KERNEL_BUILT, $env:NOTEBOOKS_BUILT).LastWriteTimeUtc | Sort-Object | Select-Object -First 1; $f = @(Get-Item (Join-Path $env:ROOT 'pom.xml'), (Join-Path $env:ROOT '*\pom.xml')) + @(Get-ChildItem (Join-Path $env:ROOT '*\src') -Recurse); if ($f | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
if errorlevel 1 set "STALE=1"
exit /b 0
