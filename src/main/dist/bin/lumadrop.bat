@echo off
rem Starts lumadrop with the flags that its verb runs best with.
rem
rem JAVA_HOME            the Java to use, 17 or newer; else the first on the PATH
rem LUMADROP_JAVA_OPTS   flags for it, split at white space; they win over the ones chosen here
rem
rem A short verb spends its time in loading classes. The first one on a Java keeps them in an archive in lib, from which
rem the next ones take them. The JVM leaves aside one that does not fit any more; removing it has it made anew.

setlocal enableextensions disabledelayedexpansion
for %%i in ("%~dp0..") do set "root=%%~fi"
set "jar=%root%\lumadrop.jar"
if not exist "%jar%" (
    echo lumadrop: there is no "%jar%": the folder bin belongs beside it 1>&2
    exit /b 2
)

set "java=java"
if defined JAVA_HOME set "JAVA_HOME=%JAVA_HOME:"=%"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%java%" (
    echo lumadrop: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe 1>&2
    exit /b 2
)

rem Two collectors are an error to the JVM.
set "collector=-XX:+UseSerialGC"
set "chosen=%LUMADROP_JAVA_OPTS% %JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %_JAVA_OPTIONS%"
echo "%chosen:"=%" | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "collector="

rem The JVM would begin with a part of the machine's memory and fill that before it collects. Whoever sets its size sets
rem all of it: a heap that begins above its end is an error too.
set "heap=-Xms64m"
echo "%chosen:"=%" | findstr /r /c:"-Xm[sxn]" /c:"-m[sx][0-9]" /c:"HeapSize" /c:"RAM" /c:"VMOptionsFile" /c:"@" >nul && set "heap="

set "compiler=-XX:TieredStopAtLevel=1"
if "%~1" == "run" set "compiler="
if "%~1" == "sandbox" set "compiler="

rem The archive is named after the Java's version, by the file that every JDK has. Without that file there is none.
set "version="
if defined JAVA_HOME if exist "%JAVA_HOME%\release" for /f "tokens=2 delims==" %%v in (
    'findstr /b "JAVA_VERSION=" "%JAVA_HOME%\release"'
) do set "version=%%~v"
set "archive="
if not defined version goto start
rem Whoever has flags for archives has one of their own, or wants none.
echo "%chosen:"=%" | findstr /r /c:"-Xshare" /c:"-XX:.*Archive" /c:"-XX:.*AOT" /c:"VMOptionsFile" /c:"@" >nul && goto start
rem Its size is the last part of its name: Java 17 dies of one that was cut short.
for %%f in ("%root%\lib\lumadrop-%version%-*.jsa") do if "%%~nf" == "lumadrop-%version%-%%~zf" set "archive=%%~ff"
if defined archive goto start
for %%v in (approve backup cancel check drain reconcile retry status verify) do if "%~1" == "%%v" goto warmup
goto start

:warmup
rem Jobs of the sandbox's, in a folder of its own, with the routes as they are shipped.
set "work=%root%\lib\warm-up-%RANDOM%%RANDOM%"
mkdir "%work%" 2>nul || goto start
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "-XX:DumpLoadedClassList=%work%\classes" -jar "%jar%" warm-up --home "%work%\home" <nul >nul 2>&1
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:dump "-XX:SharedClassListFile=%work%\classes" "-XX:SharedArchiveFile=%work%\archive" -cp "%jar%" <nul >nul 2>&1
for %%f in ("%work%\archive") do if exist "%%~ff" (
    move /y "%%~ff" "%root%\lib\lumadrop-%version%-%%~zf.jsa" >nul 2>&1
    if exist "%root%\lib\lumadrop-%version%-%%~zf.jsa" set "archive=%root%\lib\lumadrop-%version%-%%~zf.jsa"
)
rmdir /s /q "%work%" 2>nul

:start
if defined archive (
    "%java%" %compiler% %collector% %heap% "-XX:SharedArchiveFile=%archive%" -Xlog:cds=off,cds+dynamic=off %LUMADROP_JAVA_OPTS% -jar "%jar%" %*
) else (
    "%java%" %compiler% %collector% %heap% %LUMADROP_JAVA_OPTS% -jar "%jar%" %*
)
exit /b %ERRORLEVEL%
