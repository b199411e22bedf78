@echo off
rem Starts the cvae command line. Honours JAVA_HOME and JAVA_OPTS.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" --enable-native-access=ALL-UNNAMED %JAVA_OPTS% -cp "%~dp0..\lib\*" dev.cvae.samples.cli.CvaeCommand %*
exit /b %ERRORLEVEL%
