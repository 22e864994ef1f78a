<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Says what an error of a student information system sync means and how to fix it.</source>
        <translation>Dice qué significa un error de sincronización de un sistema de información estudiantil y cómo corregirlo.</translation>
    </message>
    <message>
        <source>It works on this computer alone and opens no network connection.</source>
        <translation>Trabaja solo en esta computadora y no abre ninguna conexión de red.</translation>
    </message>
    <message>
        <source>Licenses</source>
        <translation>Licencias</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>no cargado</translation>
    </message>
    <message numerus="yes">
        <source>%Ln known error(s)</source>
        <translation>
            <numerusform>%Ln error conocido</numerusform>
            <numerusform>%Ln errores conocidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them from your catalog folders</source>
        <translation>
            <numerusform>%Ln de ellos, de sus carpetas de catálogo</numerusform>
            <numerusform>%Ln de ellos, de sus carpetas de catálogo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) old</source>
        <translation>
            <numerusform>hace %Ln día</numerusform>
            <numerusform>hace %Ln días</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a day old</source>
        <translation>de hace menos de un día</translation>
    </message>
    <message>
        <source>of {day} ({age})</source>
        <translation>del {day} ({age})</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About SIS Error Desk</source>
        <translation>Acerca de SIS Error Desk</translation>
    </message>
    <message>
        <source>&amp;Copy versions</source>
        <translation>&amp;Copiar versiones</translation>
    </message>
    <message>
        <source>The text is missing: {problem}</source>
        <translation>Falta el texto: {problem}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>New ({count})</source>
        <translation>Nuevos ({count})</translation>
    </message>
    <message>
        <source>Still there ({count})</source>
        <translation>Siguen ({count})</translation>
    </message>
    <message>
        <source>Gone ({count})</source>
        <translation>Desaparecidos ({count})</translation>
    </message>
    <message>
        <source>No errors.</source>
        <translation>Sin errores.</translation>
    </message>
    <message>
        <source>{before} before, {after} now</source>
        <translation>{before} antes, {after} ahora</translation>
    </message>
    <message>
        <source>Too many records to compare them one by one.</source>
        <translation>Demasiados registros para compararlos uno por uno.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevos</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>Siguen</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Desaparecidos</translation>
    </message>
    <message>
        <source>{named} and {count} more</source>
        <translation>{named} y {count} más</translation>
    </message>
</context>
<context>
    <name>ComparisonController</name>
    <message>
        <source>Open two reports to compare them: drop last night&apos;s log, then tonight&apos;s.</source>
        <translation>Abra dos informes para compararlos: suelte el log de anoche y luego el de hoy.</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Compare reports</source>
        <translation>Comparar informes</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Anterior</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Posterior</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Qué cambió</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>{new} new, {still} still there, {gone} gone</source>
        <translation>{new} nuevos, {still} siguen, {gone} desaparecidos</translation>
    </message>
</context>
<context>
    <name>Control</name>
    <message>
        <source>Set by your administrator</source>
        <translation>Fijado por su administrador</translation>
    </message>
</context>
<context>
    <name>CrashHook</name>
    <message>
        <source>The program ended unexpectedly the last time. Nothing was sent, and the log of that time was not opened again. The details are a report that you can copy for whoever helps you; it names no student.</source>
        <translation>La última vez el programa terminó de forma inesperada. No se envió nada y el log de entonces no se volvió a abrir. Los detalles son un informe que puede copiar para quien le ayude; no nombra a ningún estudiante.</translation>
    </message>
    <message>
        <source>SIS Error Desk could not start. Install it again; if that does not help, send the details to whoever maintains it. They name no student.</source>
        <translation>SIS Error Desk no pudo iniciarse. Instálelo de nuevo; si eso no ayuda, envíe los detalles a quien lo mantiene. No nombran a ningún estudiante.</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. You can go on working; your last action may have had no effect. The details are a report that you can copy for whoever helps you; it names no student.</source>
        <translation>Algo falló dentro del programa. Puede seguir trabajando; quizá su última acción no tuvo efecto. Los detalles son un informe que puede copiar para quien le ayude; no nombra a ningún estudiante.</translation>
    </message>
    <message>
        <source>something went wrong inside the program ({kind}).</source>
        <translation>algo falló dentro del programa ({kind}).</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>How to fix it</source>
        <translation>Cómo corregirlo</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Qué significa</translation>
    </message>
    <message>
        <source>Affected records</source>
        <translation>Registros afectados</translation>
    </message>
    <message>
        <source>Prints the same text</source>
        <translation>Muestran el mismo texto</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>Relacionados</translation>
    </message>
    <message>
        <source>About this entry</source>
        <translation>Sobre esta entrada</translation>
    </message>
    <message>
        <source>If nothing is done</source>
        <translation>Si no se hace nada</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>A quién preguntar</translation>
    </message>
    <message>
        <source>This text has {count} meanings</source>
        <translation>Este texto tiene {count} significados</translation>
    </message>
    <message>
        <source>This is the one for: {answer}. The others:</source>
        <translation>Este es el de: {answer}. Los demás:</translation>
    </message>
    <message>
        <source>In this message</source>
        <translation>En este mensaje</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Primero</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Último</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>In this log</source>
        <translation>En este log</translation>
    </message>
    <message>
        <source>{count} affected, listed below the steps</source>
        <translation>{count} afectados; la lista está debajo de los pasos</translation>
    </message>
    <message>
        <source>{file}, line {number}</source>
        <translation>{file}, línea {number}</translation>
    </message>
    <message>
        <source>; and {count} more</source>
        <translation>; y {count} más</translation>
    </message>
    <message>
        <source>and {count} more; copying takes them all</source>
        <translation>y {count} más; al copiar se incluyen todos</translation>
    </message>
    <message>
        <source>Copy all {count} records</source>
        <translation>Copiar los {count} registros</translation>
    </message>
    <message>
        <source>Copy the record</source>
        <translation>Copiar el registro</translation>
    </message>
    <message>
        <source>by {means}</source>
        <translation>por {means}</translation>
    </message>
    <message>
        <source>in {system}</source>
        <translation>en {system}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Próxima vez</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Pregunte a</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envíe</translation>
    </message>
    <message>
        <source>This error may follow from one of these. If you have one of them, fix it first:</source>
        <translation>Este error puede derivarse de uno de estos. Si tiene alguno de ellos, corríjalo primero:</translation>
    </message>
    <message>
        <source>Errors that follow from this one</source>
        <translation>Errores que se derivan de este</translation>
    </message>
    <message>
        <source>The same error in another system</source>
        <translation>El mismo error en otro sistema</translation>
    </message>
    <message>
        <source>The same text</source>
        <translation>El mismo texto</translation>
    </message>
    <message>
        <source>See also</source>
        <translation>Vea también</translation>
    </message>
    <message>
        <source>{document}, section “{section}”</source>
        <translation>{document}, sección «{section}»</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Certeza</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Fuente</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Direcciones</translation>
    </message>
    <message>
        <source>Why shown</source>
        <translation>Por qué se muestra</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
</context>
<context>
    <name>DetailDesk</name>
    <message>
        <source>Choose an error first; then it can be printed.</source>
        <translation>Elija primero un error; después se puede imprimir.</translation>
    </message>
    <message>
        <source>Copied: {what}.</source>
        <translation>Copiado: {what}.</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Mail to support…</source>
        <translation>Correo al soporte…</translation>
    </message>
    <message>
        <source>the vendor&apos;s support</source>
        <translation>el soporte del proveedor</translation>
    </message>
    <message>
        <source>Prepare a mail to {recipient} without names and ids of people ({key})</source>
        <translation>Preparar un correo para {recipient} sin nombres ni identificadores de personas ({key})</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message>
        <source>Outlook, whom to ask, related errors</source>
        <translation>Perspectiva, a quién preguntar, errores relacionados</translation>
    </message>
    <message>
        <source>Back to the entry before</source>
        <translation>Volver a la entrada anterior</translation>
    </message>
    <message>
        <source>Back to the entry before ({key})</source>
        <translation>Volver a la entrada anterior ({key})</translation>
    </message>
    <message>
        <source>Copy steps</source>
        <translation>Copiar pasos</translation>
    </message>
    <message>
        <source>Copy for a ticket</source>
        <translation>Copiar para un ticket</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Copy the steps as text ({key})</source>
        <translation>Copiar los pasos como texto ({key})</translation>
    </message>
    <message>
        <source>Copy the error, its meaning and steps as plain text; affected records stay out</source>
        <translation>Copiar el error, su significado y los pasos como texto sin formato; los registros afectados no se incluyen</translation>
    </message>
    <message>
        <source>Copy a link to this entry</source>
        <translation>Copiar un enlace a esta entrada</translation>
    </message>
    <message>
        <source>Copy a link to this entry, which a colleague can paste into the search box ({key})</source>
        <translation>Copiar un enlace a esta entrada, que un colega puede pegar en el cuadro de búsqueda ({key})</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Print this on one page ({key})</source>
        <translation>Imprimir esto en una página ({key})</translation>
    </message>
    <message>
        <source>The steps</source>
        <translation>Los pasos</translation>
    </message>
    <message>
        <source>The text for a ticket</source>
        <translation>El texto para un ticket</translation>
    </message>
    <message>
        <source>The link to this entry</source>
        <translation>El enlace a esta entrada</translation>
    </message>
    <message>
        <source>The affected records</source>
        <translation>Los registros afectados</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop log files, a folder or text here</source>
        <translation>Suelte aquí archivos de log, una carpeta o texto</translation>
    </message>
</context>
<context>
    <name>Elevation</name>
    <message>
        <source>This window runs as administrator, so Windows does not let you drop files on it. Close it and start it as usual, or open logs with Ctrl+O, or paste them.</source>
        <translation>Esta ventana se ejecuta como administrador, por eso Windows no deja soltar archivos en ella. Ciérrela e iníciela como de costumbre, o abra los logs con Ctrl+O, o péguelos.</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>Abrir log</translation>
    </message>
    <message>
        <source>Open folder of logs</source>
        <translation>Abrir carpeta de logs</translation>
    </message>
    <message>
        <source>Add a catalog folder</source>
        <translation>Agregar una carpeta de catálogo</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Libro de Excel</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>Tabla CSV</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Guardar el informe</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Guardar la lista</translation>
    </message>
    <message>
        <source>Draft for a mail program</source>
        <translation>Borrador para un programa de correo</translation>
    </message>
    <message>
        <source>Package of all forms</source>
        <translation>Paquete con todos los formatos</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texto sin formato</translation>
    </message>
    <message>
        <source>Save the mail</source>
        <translation>Guardar el correo</translation>
    </message>
</context>
<context>
    <name>FilterModel</name>
    <message>
        <source>SIS vendor</source>
        <translation>Proveedor de SIS</translation>
    </message>
    <message>
        <source>Record type</source>
        <translation>Tipo de registro</translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln resultado</numerusform>
            <numerusform>%Ln resultados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
    <message>
        <source>SIS vendors and record types. Space checks one; several may be checked.</source>
        <translation>Proveedores de SIS y tipos de registro. La barra espaciadora marca uno; se pueden marcar varios.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>Quitar todos los filtros</translation>
    </message>
    <message>
        <source>Clear all filters ({key})</source>
        <translation>Quitar todos los filtros ({key})</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Recordar</translation>
    </message>
    <message>
        <source>Begin with these filters the next time</source>
        <translation>Empezar la próxima vez con estos filtros</translation>
    </message>
</context>
<context>
    <name>FirstHint</name>
    <message>
        <source>Paste</source>
        <translation>Pegue</translation>
    </message>
    <message>
        <source>an error message: the whole line, with everything around it.</source>
        <translation>un mensaje de error: la línea completa, con todo lo que la rodea.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Escriba</translation>
    </message>
    <message>
        <source>a code, a few words, or what you see, such as “two students have the same e-mail”.</source>
        <translation>un código, unas palabras o lo que ve, por ejemplo «dos estudiantes tienen el mismo correo» (las entradas se buscan en inglés).</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Suelte</translation>
    </message>
    <message>
        <source>last night&apos;s log, a folder or marked text on this window to get a report.</source>
        <translation>en esta ventana el log de anoche, una carpeta o un texto seleccionado para obtener un informe.</translation>
    </message>
    <message>
        <source>Try it with a sample log</source>
        <translation>Probar con un log de ejemplo</translation>
    </message>
    <message>
        <source>Open a log…</source>
        <translation>Abrir un log…</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Todo queda en esta computadora.</translation>
    </message>
    <message>
        <source>What went wrong?</source>
        <translation>¿Qué falló?</translation>
    </message>
    <message>
        <source>Your recent searches are kept here, for you alone.</source>
        <translation>Sus búsquedas recientes se guardan aquí, solo para usted.</translation>
    </message>
    <message>
        <source>Do not keep them</source>
        <translation>No guardarlas</translation>
    </message>
    <message>
        <source>Your searches are forgotten when you close the window.</source>
        <translation>Sus búsquedas se olvidan al cerrar la ventana.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Guardarlas</translation>
    </message>
    <message>
        <source>Clear the history</source>
        <translation>Borrar el historial</translation>
    </message>
</context>
<context>
    <name>FolderList</name>
    <message>
        <source>Catalog folders</source>
        <translation>Carpetas de catálogo</translation>
    </message>
    <message>
        <source>Type or paste a folder, such as \\server\share\catalog</source>
        <translation>Escriba o pegue una carpeta, por ejemplo \\servidor\recurso\catalogo</translation>
    </message>
    <message>
        <source>Folder to add</source>
        <translation>Carpeta que se agrega</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Agregar</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>E&amp;xaminar…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>&amp;Leer de nuevo</translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entr(y|ies)</source>
        <translation>
            <numerusform>%Ln entrada</numerusform>
            <numerusform>%Ln entradas</numerusform>
        </translation>
    </message>
    <message>
        <source>Being asked…</source>
        <translation>Consultando…</translation>
    </message>
    <message>
        <source>Cannot be used: {problem}</source>
        <translation>No se puede usar: {problem}</translation>
    </message>
    <message>
        <source>Cannot be reached, and was never read</source>
        <translation>No responde y nunca se leyó</translation>
    </message>
    <message>
        <source>Cannot be reached; {entries} of {date} are used</source>
        <translation>No responde; se usan {entries} del {date}</translation>
    </message>
    <message>
        <source>{entries}, {faults}</source>
        <translation>{entries}, {faults}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fault(s)</source>
        <translation>
            <numerusform>%Ln defecto</numerusform>
            <numerusform>%Ln defectos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderStates</name>
    <message>
        <source>It does not answer.</source>
        <translation>No responde.</translation>
    </message>
    <message>
        <source>The catalog folder {folder} cannot be used. Choose another one in the settings.</source>
        <translation>La carpeta de catálogo {folder} no se puede usar. Elija otra en la configuración.</translation>
    </message>
    <message>
        <source>The catalog folder {folder} cannot be reached, so its entries are missing. Check the network connection; the folder is asked again every few minutes.</source>
        <translation>No se puede acceder a la carpeta de catálogo {folder}, así que faltan sus entradas. Revise la conexión de red; la carpeta se vuelve a consultar cada pocos minutos.</translation>
    </message>
    <message>
        <source>The catalog folder {folder} cannot be reached. Its entries as read on {date} ({age}) are used.</source>
        <translation>No se puede acceder a la carpeta de catálogo {folder}. Se usan sus entradas tal como se leyeron el {date} ({age}).</translation>
    </message>
    <message>
        <source>less than a day ago</source>
        <translation>hace menos de un día</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>hace %Ln día</numerusform>
            <numerusform>hace %Ln días</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandOffController</name>
    <message>
        <source>Choose an error first; then a mail about it can be prepared.</source>
        <translation>Elija primero un error; después se puede preparar un correo sobre él.</translation>
    </message>
    <message>
        <source>The mail to support</source>
        <translation>El correo al soporte</translation>
    </message>
    <message>
        <source>The mail was not shared, because who its stand-ins stand for could not be kept: {why}</source>
        <translation>El correo no se compartió porque no se pudo guardar a quién representan sus sustitutos: {why}</translation>
    </message>
    <message>
        <source>The mail was saved as {name} in {folder}. Open it in your mail program to send it.</source>
        <translation>El correo se guardó como {name} en {folder}. Ábralo en su programa de correo para enviarlo.</translation>
    </message>
    <message>
        <source>The mail could not be saved: {why}</source>
        <translation>No se pudo guardar el correo: {why}</translation>
    </message>
    <message>
        <source>The answer with names</source>
        <translation>La respuesta con nombres</translation>
    </message>
    <message>
        <source>The names could not be forgotten: {why}</source>
        <translation>No se pudieron olvidar los nombres: {why}</translation>
    </message>
</context>
<context>
    <name>HandOffDialog</name>
    <message>
        <source>Mail to support</source>
        <translation>Correo al soporte</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Para</translation>
    </message>
    <message>
        <source>S&amp;ubject</source>
        <translation>As&amp;unto</translation>
    </message>
    <message>
        <source>In your &amp;own words (optional)</source>
        <translation>C&amp;on sus propias palabras (opcional)</translation>
    </message>
    <message>
        <source>&amp;Replaced (only you see the originals)</source>
        <translation>&amp;Reemplazado (solo usted ve los originales)</translation>
    </message>
    <message>
        <source>What support should know besides. Name nobody here.</source>
        <translation>Lo que el soporte debe saber además. No nombre a nadie aquí.</translation>
    </message>
    <message>
        <source>A name, or an address if the mail is to be saved with one</source>
        <translation>Un nombre, o una dirección si el correo debe guardarse con ella</translation>
    </message>
    <message>
        <source>Stand-ins; a tick shows the original in the mail</source>
        <translation>Sustitutos; una marca muestra el original en el correo</translation>
    </message>
    <message>
        <source>&amp;Copy mail</source>
        <translation>&amp;Copiar correo</translation>
    </message>
    <message>
        <source>Copy recipient, subject and text, to be pasted anywhere</source>
        <translation>Copiar destinatario, asunto y texto para pegarlos donde quiera</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Save as a draft for a mail program, a page or a package ({key})</source>
        <translation>Guardar como borrador de correo, página o paquete ({key})</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This still looks like personal data: {what}. Change it, then the mail can be shared.</source>
        <translation>Esto aún parece un dato personal: {what}. Cámbielo y entonces podrá compartir el correo.</translation>
    </message>
    <message numerus="yes">
        <source>%n original(s) will be shown, marked {mark}. Share this mail only with people who may see it.</source>
        <translation>
            <numerusform>Se mostrará %n original, marcado con {mark}. Comparta este correo solo con quien pueda verlo.</numerusform>
            <numerusform>Se mostrarán %n originales, marcados con {mark}. Comparta este correo solo con quien pueda verlos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Up, Down, Page Up, Page Down</source>
        <translation>Arriba, Abajo, Re Pág, Av Pág</translation>
    </message>
    <message>
        <source>Move through the results while you type</source>
        <translation>Recorrer los resultados mientras escribe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Read the chosen result</source>
        <translation>Leer el resultado elegido</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Empty the search box; in the empty box, close the notice</source>
        <translation>Vaciar el cuadro de búsqueda; si está vacío, cerrar el aviso</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Barra espaciadora</translation>
    </message>
    <message>
        <source>Check or uncheck a filter, or tick a step off</source>
        <translation>Marcar o desmarcar un filtro, o marcar un paso como hecho</translation>
    </message>
    <message>
        <source>Alt+1, Alt+2, …</source>
        <translation>Alt+1, Alt+2, …</translation>
    </message>
    <message>
        <source>Answer which of several meanings it is</source>
        <translation>Responder cuál de varios significados es</translation>
    </message>
    <message>
        <source>Ctrl+Down, Ctrl+Up</source>
        <translation>Ctrl+Abajo, Ctrl+Arriba</translation>
    </message>
    <message>
        <source>Read on in the detail while you type</source>
        <translation>Seguir leyendo el detalle mientras escribe</translation>
    </message>
    <message>
        <source>Ctrl+V</source>
        <translation>Ctrl+V</translation>
    </message>
    <message>
        <source>Anywhere: look up what was copied</source>
        <translation>En cualquier lugar: buscar lo copiado</translation>
    </message>
    <message>
        <source>Tab, Enter</source>
        <translation>Tab, Entrar</translation>
    </message>
    <message>
        <source>In the detail: go to a link and follow it</source>
        <translation>En el detalle: ir a un enlace y abrirlo</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>In the window</source>
        <translation>En la ventana</translation>
    </message>
</context>
<context>
    <name>HelpController</name>
    <message>
        <source>A whole log in one sentence</source>
        <translation>Todo un log en una frase</translation>
    </message>
    <message>
        <source>You get this when you drop a log on the window: how many records failed, for how many reasons, and what must be done first.</source>
        <translation>Esto aparece al soltar un log en la ventana: cuántos registros fallaron, por cuántos motivos y qué hay que hacer primero.</translation>
    </message>
    <message>
        <source>The reasons</source>
        <translation>Los motivos</translation>
    </message>
    <message>
        <source>One row for each error. Choose one with the mouse or with Up and Down.</source>
        <translation>Una fila por error. Elija una con el ratón o con las flechas Arriba y Abajo.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>What the error means, the steps to fix it with who acts, and the records it hit.</source>
        <translation>Qué significa el error, los pasos para corregirlo con quién actúa, y los registros afectados.</translation>
    </message>
    <message>
        <source>Only one error?</source>
        <translation>¿Solo un error?</translation>
    </message>
    <message>
        <source>Paste it here as you got it, or type a few words. F1 opens the help. Now drop a log of your own!</source>
        <translation>Péguelo aquí tal como le llegó, o escriba unas palabras. F1 abre la ayuda. ¡Ahora suelte un log suyo!</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Buscar en la ayuda</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>Páginas de la ayuda</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>Página de ayuda</translation>
    </message>
    <message>
        <source>No page has all these words. Try fewer of them.</source>
        <translation>Ninguna página contiene todas estas palabras. Pruebe con menos.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln página</numerusform>
            <numerusform>%Ln páginas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HintCard</name>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} de {total}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Close hints</source>
        <translation>Cerrar las sugerencias</translation>
    </message>
</context>
<context>
    <name>KeptFilters</name>
    <message>
        <source>The filters cannot be remembered: {reason}</source>
        <translation>No se pueden recordar los filtros: {reason}</translation>
    </message>
</context>
<context>
    <name>LinesView</name>
    <message>
        <source>(… {n} bytes more) </source>
        <translation>(… {n} bytes más) </translation>
    </message>
    <message>
        <source> (… {n} bytes more)</source>
        <translation> (… {n} bytes más)</translation>
    </message>
</context>
<context>
    <name>LookupController</name>
    <message numerus="yes">
        <source>%Ln known error(s)</source>
        <translation>
            <numerusform>%Ln error conocido</numerusform>
            <numerusform>%Ln errores conocidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln resultado</numerusform>
            <numerusform>%Ln resultados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LookupPage</name>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Why these?</source>
        <translation>¿Por qué estos?</translation>
    </message>
    <message>
        <source>Say why each result matched</source>
        <translation>Decir por qué coincide cada resultado</translation>
    </message>
    <message>
        <source>Say why each result matched ({key})</source>
        <translation>Decir por qué coincide cada resultado ({key})</translation>
    </message>
    <message>
        <source>Loading the catalog…</source>
        <translation>Cargando el catálogo…</translation>
    </message>
</context>
<context>
    <name>MailTexts</name>
    <message>
        <source>Your text (only you see it); choose a marked word to share it as it is</source>
        <translation>Su texto (solo usted lo ve); elija una palabra marcada para compartirla tal cual</translation>
    </message>
    <message>
        <source>Your text (only you see it)</source>
        <translation>Su texto (solo usted lo ve)</translation>
    </message>
    <message>
        <source>As it is shared: {replaced} replaced, the same record everywhere by the same stand-in</source>
        <translation>Lo que se comparte: {replaced} reemplazado; el mismo registro, siempre por el mismo sustituto</translation>
    </message>
    <message>
        <source>Your text before anything is replaced</source>
        <translation>Su texto antes de reemplazar nada</translation>
    </message>
    <message>
        <source>The mail as it will be shared</source>
        <translation>El correo tal como se compartirá</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Look-up</source>
        <translation>Búsqueda</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source> or </source>
        <translation> o </translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>T&amp;ema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;Sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>&amp;Alto contraste</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edición</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Open log…</source>
        <translation>&amp;Abrir log…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>Abrir &amp;carpeta…</translation>
    </message>
    <message>
        <source>Open &amp;sample log</source>
        <translation>Abrir log de &amp;ejemplo</translation>
    </message>
    <message>
        <source>&amp;Export report…</source>
        <translation>E&amp;xportar informe…</translation>
    </message>
    <message>
        <source>Export affected &amp;records…</source>
        <translation>Exportar &amp;registros afectados…</translation>
    </message>
    <message>
        <source>Languag&amp;e</source>
        <translation>I&amp;dioma</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>Im&amp;primir…</translation>
    </message>
    <message>
        <source>Pr&amp;int report…</source>
        <translation>&amp;Imprimir informe…</translation>
    </message>
    <message>
        <source>&amp;Watch for new lines</source>
        <translation>&amp;Vigilar si hay líneas nuevas</translation>
    </message>
    <message>
        <source>&amp;Close report</source>
        <translation>Cerrar i&amp;nforme</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Con&amp;figuración…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Buscar</translation>
    </message>
    <message>
        <source>&amp;Clear filters</source>
        <translation>&amp;Quitar filtros</translation>
    </message>
    <message>
        <source>Copy &amp;steps</source>
        <translation>Copiar &amp;pasos</translation>
    </message>
    <message>
        <source>Copy for a &amp;ticket</source>
        <translation>Copiar para un &amp;ticket</translation>
    </message>
    <message>
        <source>Copy a &amp;link to this entry</source>
        <translation>Copiar un &amp;enlace a esta entrada</translation>
    </message>
    <message>
        <source>&amp;Mail to support…</source>
        <translation>&amp;Correo al soporte…</translation>
    </message>
    <message>
        <source>&amp;Read an answer of support…</source>
        <translation>&amp;Leer una respuesta del soporte…</translation>
    </message>
    <message>
        <source>Clear the &amp;history</source>
        <translation>Borrar el &amp;historial</translation>
    </message>
    <message>
        <source>&amp;Look-up</source>
        <translation>&amp;Búsqueda</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>&amp;Informe</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>Arc&amp;hivos</translation>
    </message>
    <message>
        <source>Original li&amp;nes, next place</source>
        <translation>Líneas &amp;originales, siguiente lugar</translation>
    </message>
    <message>
        <source>Original lines, &amp;place before</source>
        <translation>Líneas originales, &amp;lugar anterior</translation>
    </message>
    <message>
        <source>Ne&amp;xt tab</source>
        <translation>Pestaña &amp;siguiente</translation>
    </message>
    <message>
        <source>Pre&amp;vious tab</source>
        <translation>Pestaña an&amp;terior</translation>
    </message>
    <message>
        <source>&amp;Affected records</source>
        <translation>Registros &amp;afectados</translation>
    </message>
    <message>
        <source>Un&amp;known lines</source>
        <translation>Líneas no &amp;reconocidas</translation>
    </message>
    <message>
        <source>Only what &amp;I must do</source>
        <translation>Solo lo que me toca a &amp;mí</translation>
    </message>
    <message>
        <source>C&amp;ompare reports…</source>
        <translation>&amp;Comparar informes…</translation>
    </message>
    <message>
        <source>&amp;Back to the entry before</source>
        <translation>&amp;Volver a la entrada anterior</translation>
    </message>
    <message>
        <source>Say &amp;why each result matched</source>
        <translation>Decir por q&amp;ué coincide cada resultado</translation>
    </message>
    <message>
        <source>Text lar&amp;ger</source>
        <translation>Texto más &amp;grande</translation>
    </message>
    <message>
        <source>Text &amp;smaller</source>
        <translation>Texto más &amp;pequeño</translation>
    </message>
    <message>
        <source>&amp;Usual text size</source>
        <translation>Tamaño de texto &amp;normal</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Atajos de &amp;teclado</translation>
    </message>
    <message>
        <source>&amp;Try it with a sample log</source>
        <translation>&amp;Probar con un log de ejemplo</translation>
    </message>
    <message>
        <source>&amp;About SIS Error Desk</source>
        <translation>&amp;Acerca de SIS Error Desk</translation>
    </message>
</context>
<context>
    <name>NoMatch</name>
    <message>
        <source>try fewer words, or only the code or the number in the message;</source>
        <translation>pruebe con menos palabras, o solo con el código o el número del mensaje;</translation>
    </message>
    <message>
        <source>paste the whole line, with everything around it;</source>
        <translation>pegue la línea completa, con todo lo que la rodea;</translation>
    </message>
    <message>
        <source>clear the filters, if some are checked.</source>
        <translation>quite los filtros, si hay alguno marcado.</translation>
    </message>
    <message>
        <source>If a sync printed this line, send all of it to the vendor&apos;s support, with the date and time of the run and without the names of students.</source>
        <translation>Si esta línea viene de una sincronización, envíela completa al soporte del proveedor, con la fecha y la hora y sin nombres de estudiantes.</translation>
    </message>
    <message>
        <source>Nearest entries</source>
        <translation>Entradas más cercanas</translation>
    </message>
    <message>
        <source>Suggestions only: check that the text fits before you do what they say.</source>
        <translation>Son solo sugerencias: compruebe que el texto coincida antes de hacer lo que dicen.</translation>
    </message>
    <message>
        <source>No known error matches</source>
        <translation>No coincide ningún error conocido</translation>
    </message>
    <message>
        <source>There are no entries on {products}</source>
        <translation>No hay entradas sobre {products}</translation>
    </message>
    <message>
        <source>This text is not in the catalog</source>
        <translation>Este texto no está en el catálogo</translation>
    </message>
    <message>
        <source>The catalog has no entry for this text. You can:</source>
        <translation>El catálogo no tiene ninguna entrada para este texto. Puede hacer lo siguiente:</translation>
    </message>
</context>
<context>
    <name>NotesEditor</name>
    <message>
        <source>Our own &amp;notes</source>
        <translation>Nuestras &amp;notas</translation>
    </message>
    <message>
        <source>Our own notes on this error</source>
        <translation>Nuestras notas sobre este error</translation>
    </message>
    <message>
        <source>What worked, whom to call. Stays on this computer.</source>
        <translation>Qué funcionó, a quién llamar. Queda en esta computadora.</translation>
    </message>
    <message>
        <source>Kept on this computer, never in the catalog. Leave students&apos; names out.</source>
        <translation>Se guardan en esta computadora, nunca en el catálogo. No escriba nombres de estudiantes.</translation>
    </message>
    <message>
        <source>Your notes cannot be read: {reason}</source>
        <translation>No se pueden leer sus notas: {reason}</translation>
    </message>
    <message>
        <source>The note could not be kept: {reason}. Copy it before you close the window.</source>
        <translation>No se pudo guardar la nota: {reason}. Cópiela antes de cerrar la ventana.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Guardado</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Details of the notice</source>
        <translation>Detalles del aviso</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalles</translation>
    </message>
    <message>
        <source>Shows what whoever helps you will ask for</source>
        <translation>Muestra lo que le pedirá quien le ayude</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Cerrar este aviso</translation>
    </message>
    <message>
        <source>Close this notice (Esc)</source>
        <translation>Cerrar este aviso (Esc)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Información</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advertencia</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
</context>
<context>
    <name>OriginalsController</name>
    <message>
        <source>Choose an error first; then its lines can be shown.</source>
        <translation>Elija primero un error; después se pueden mostrar sus líneas.</translation>
    </message>
    <message>
        <source>This is the first place.</source>
        <translation>Este es el primer lugar.</translation>
    </message>
    <message>
        <source>This is the only place kept.</source>
        <translation>Este es el único lugar guardado.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Where these errors were is not known any more.</source>
        <translation>Ya no se sabe dónde estaban estos errores.</translation>
    </message>
    <message>
        <source>This is the last place.</source>
        <translation>Este es el último lugar.</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, línea {line}</translation>
    </message>
    <message>
        <source>Place {n} of {total}: {where}</source>
        <translation>Lugar {n} de {total}: {where}</translation>
    </message>
    <message>
        <source>Place {n}: {where}</source>
        <translation>Lugar {n}: {where}</translation>
    </message>
    <message>
        <source>The lines could not be read: {problem}</source>
        <translation>No se pudieron leer las líneas: {problem}</translation>
    </message>
    <message>
        <source>The system has no program to show {name} with.</source>
        <translation>El sistema no tiene ningún programa para mostrar {name}.</translation>
    </message>
</context>
<context>
    <name>OriginalsView</name>
    <message>
        <source>Original lines</source>
        <translation>Líneas originales</translation>
    </message>
    <message>
        <source>Original lines around the error</source>
        <translation>Líneas originales alrededor del error</translation>
    </message>
    <message>
        <source>The place before</source>
        <translation>Lugar anterior</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Lugar siguiente</translation>
    </message>
    <message>
        <source>Open the file in its own program</source>
        <translation>Abrir el archivo en su programa</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Mostrar el archivo en su carpeta</translation>
    </message>
    <message>
        <source>Close the original lines</source>
        <translation>Cerrar las líneas originales</translation>
    </message>
</context>
<context>
    <name>OwnerChips</name>
    <message>
        <source>Who acts first</source>
        <translation>Quién actúa primero</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>Todo {n}</translation>
    </message>
    <message>
        <source>{who} {n}</source>
        <translation>{who} {n}</translation>
    </message>
    <message>
        <source>Show all reasons, whoever must act first</source>
        <translation>Mostrar todos los motivos, actúe quien actúe primero</translation>
    </message>
    <message>
        <source>Show only what you must do first ({key})</source>
        <translation>Mostrar solo lo que usted debe hacer primero ({key})</translation>
    </message>
    <message>
        <source>Show only these reasons</source>
        <translation>Mostrar solo estos motivos</translation>
    </message>
</context>
<context>
    <name>PastKeeper</name>
    <message>
        <source>Recent searches cannot be kept: {reason}</source>
        <translation>No se pueden guardar las búsquedas recientes: {reason}</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Some of your administrator&apos;s settings are wrong and were left out. Please tell them.</source>
        <translation>Algunos ajustes de su administrador tienen errores y no se aplicaron. Avísele, por favor.</translation>
    </message>
    <message>
        <source>Some of your settings could not be read; the usual ones are used instead. The old file was kept.</source>
        <translation>Algunos de sus ajustes no se pudieron leer; se usan los habituales. El archivo anterior se conservó.</translation>
    </message>
    <message>
        <source>Your settings could not be read, so the usual ones are used. The broken file was kept.</source>
        <translation>No se pudo leer su configuración, así que se usa la habitual. El archivo dañado se conservó.</translation>
    </message>
    <message>
        <source>Your settings could not be read, so the usual ones are used until you close the program.</source>
        <translation>No se pudo leer su configuración, así que se usa la habitual hasta que cierre el programa.</translation>
    </message>
    <message>
        <source>Your settings could not be saved. They count until you close the program.</source>
        <translation>No se pudo guardar su configuración. Vale hasta que cierre el programa.</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message>
        <source>Our own notes</source>
        <translation>Nuestras notas</translation>
    </message>
    <message>
        <source>SIS Error Desk, {day}. Entry {id}</source>
        <translation>SIS Error Desk, {day}. Entrada {id}</translation>
    </message>
    <message>
        <source>Sync report, printed on {day}</source>
        <translation>Informe de sincronización, impreso el {day}</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more record(s): save the list as Excel.</source>
        <translation>
            <numerusform>Y %Ln registro más: guarde la lista como Excel.</numerusform>
            <numerusform>Y %Ln registros más: guarde la lista como Excel.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message>
        <source>Print: {title}</source>
        <translation>Imprimir: {title}</translation>
    </message>
    <message>
        <source>Sync report</source>
        <translation>Informe de sincronización</translation>
    </message>
    <message>
        <source>Print the report</source>
        <translation>Imprimir el informe</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress of the scan</source>
        <translation>Avance de la lectura</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel the scan</source>
        <translation>Cancelar la lectura</translation>
    </message>
    <message numerus="yes">
        <source>(%Ln more scan(s) waiting)</source>
        <translation>
            <numerusform>(%Ln lectura más en espera)</numerusform>
            <numerusform>(%Ln lecturas más en espera)</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>Leyendo {name}…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s) so far</source>
        <translation>
            <numerusform>%Ln error hasta ahora</numerusform>
            <numerusform>%Ln errores hasta ahora</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {found}</source>
        <translation>{name}: {found}</translation>
    </message>
    <message>
        <source>{name}: {found}, {time_left}</source>
        <translation>{name}: {found}, {time_left}</translation>
    </message>
</context>
<context>
    <name>RecordsPanel</name>
    <message>
        <source>Find: name, e-mail, id, error</source>
        <translation>Buscar: nombre, correo, id, error</translation>
    </message>
    <message>
        <source>Find in the records</source>
        <translation>Buscar en los registros</translation>
    </message>
    <message>
        <source>Records of which error</source>
        <translation>Registros de qué error</translation>
    </message>
    <message>
        <source>Affected records</source>
        <translation>Registros afectados</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy the selected records, one a line (Ctrl+C)</source>
        <translation>Copiar los registros seleccionados, uno por línea (Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy the selected records</source>
        <translation>Copiar los registros seleccionados</translation>
    </message>
    <message>
        <source>List as {kind}…</source>
        <translation>Lista en {kind}…</translation>
    </message>
    <message>
        <source>Save the selected records, or all that are shown, as {kind}</source>
        <translation>Guardar en {kind} los registros seleccionados, o todos los que se muestran</translation>
    </message>
    <message>
        <source>Save the &amp;complete list…</source>
        <translation>&amp;Guardar la lista completa…</translation>
    </message>
    <message>
        <source>Read the logs once more and write every single failure to a file</source>
        <translation>Leer los logs otra vez y escribir cada fallo en un archivo</translation>
    </message>
    <message>
        <source>All errors</source>
        <translation>Todos los errores</translation>
    </message>
    <message numerus="yes">
        <source>Fix these %Ln first</source>
        <translation>
            <numerusform>Corregir primero este</numerusform>
            <numerusform>Corregir primero estos %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %Ln row(s)</source>
        <translation>
            <numerusform>{shown} de %Ln fila</numerusform>
            <numerusform>{shown} de %Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message numerus="yes">
        <source>A report keeps a sample of the records of very large errors: about %Ln more record(s) (is|are) counted but not listed here.</source>
        <translation>
            <numerusform>De los errores muy grandes el informe guarda una muestra de los registros: cerca de %Ln registro más está contado, pero no aparece aquí.</numerusform>
            <numerusform>De los errores muy grandes el informe guarda una muestra de los registros: cerca de %Ln registros más están contados, pero no aparecen aquí.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplyDialog</name>
    <message>
        <source>Read an answer of support</source>
        <translation>Leer una respuesta del soporte</translation>
    </message>
    <message>
        <source>It answers the &amp;mail</source>
        <translation>Responde al c&amp;orreo</translation>
    </message>
    <message>
        <source>Paste the &amp;answer here</source>
        <translation>Pegue aquí la &amp;respuesta</translation>
    </message>
    <message>
        <source>The answer with &amp;names (only you see them)</source>
        <translation>La respuesta con &amp;nombres (solo usted los ve)</translation>
    </message>
    <message>
        <source>&amp;Forget these names</source>
        <translation>Ol&amp;vidar estos nombres</translation>
    </message>
    <message>
        <source>Delete who the stand-ins of this mail stand for; its answer can then not be read any more</source>
        <translation>Borrar a quién representan los sustitutos de este correo; después ya no se podrá leer su respuesta</translation>
    </message>
    <message>
        <source>&amp;Copy with names</source>
        <translation>&amp;Copiar con nombres</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>No mail was prepared in the last 90 days: nobody can be put back.</source>
        <translation>En los últimos 90 días no se preparó ningún correo: no hay a quién restituir.</translation>
    </message>
    <message numerus="yes">
        <source>%n stand-in(s) put back.</source>
        <translation>
            <numerusform>Se restituyó %n sustituto.</numerusform>
            <numerusform>Se restituyeron %n sustitutos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Count</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>Causes</source>
        <translation>Causas</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>Consecuencia</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Proveedor</translation>
    </message>
    <message>
        <source>Record type</source>
        <translation>Tipo de registro</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Visto por primera vez</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Visto por última vez</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué está mal</translation>
    </message>
    <message>
        <source>Also known as</source>
        <translation>Otros datos</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>Pertenece a</translation>
    </message>
    <message>
        <source>Follows from</source>
        <translation>Se debe a</translation>
    </message>
    <message>
        <source>Failures it causes</source>
        <translation>Errores que causa</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Veces</translation>
    </message>
    <message>
        <source>What to do first</source>
        <translation>Qué hacer primero</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Line, for example</source>
        <translation>Línea, por ejemplo</translation>
    </message>
    <message>
        <source>Nearest known error (a guess)</source>
        <translation>Error conocido más cercano (conjetura)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Líneas</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Desconocidas</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Leído como</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Observación</translation>
    </message>
    <message>
        <source>Who acts first</source>
        <translation>Quién actúa primero</translation>
    </message>
    <message>
        <source>{what}, follows from {cause}</source>
        <translation>{what}, se debe a {cause}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln meaning(s)</source>
        <translation>
            <numerusform>%Ln significado</numerusform>
            <numerusform>%Ln significados</numerusform>
        </translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo electrónico</translation>
    </message>
    <message>
        <source>{file}, line {n}</source>
        <translation>{file}, línea {n}</translation>
    </message>
    <message>
        <source>line {n}</source>
        <translation>línea {n}</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texto pegado</translation>
    </message>
    <message>
        <source>Affected records</source>
        <translation>Registros afectados</translation>
    </message>
    <message>
        <source>Nearest known errors (guesses)</source>
        <translation>Errores conocidos más cercanos (conjeturas)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) of this shape</source>
        <translation>
            <numerusform>%Ln línea de esta forma</numerusform>
            <numerusform>%Ln líneas de esta forma</numerusform>
        </translation>
    </message>
    <message>
        <source>These lines look like errors, but no entry of the catalog has this text.</source>
        <translation>Estas líneas parecen errores, pero ninguna entrada del catálogo tiene este texto.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Desconocido</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Por ejemplo</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>Unknown error lines</source>
        <translation>Líneas de error desconocidas</translation>
    </message>
    <message>
        <source>Repairs itself</source>
        <translation>Se arregla solo</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Usted</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Docente</translation>
    </message>
    <message>
        <source>SIS administrator</source>
        <translation>Administrador del SIS</translation>
    </message>
    <message>
        <source>Canvas administrator</source>
        <translation>Administrador de Canvas</translation>
    </message>
    <message>
        <source>Integration manager</source>
        <translation>Responsable de la integración</translation>
    </message>
    <message>
        <source>School IT</source>
        <translation>Informática de la escuela</translation>
    </message>
    <message>
        <source>CourseKey Support</source>
        <translation>Soporte de CourseKey</translation>
    </message>
    <message>
        <source>Instructure SIS Support</source>
        <translation>Soporte de SIS de Instructure</translation>
    </message>
    <message>
        <source>SIS vendor&apos;s support</source>
        <translation>Soporte del proveedor del SIS</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reason(s)</source>
        <translation>
            <numerusform>%Ln motivo</numerusform>
            <numerusform>%Ln motivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) failed for {reasons}</source>
        <translation>
            <numerusform>%Ln registro falló por {reasons}</numerusform>
            <numerusform>%Ln registros fallaron por {reasons}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln record(s) failed for {reasons}</source>
        <translation>
            <numerusform>Al menos %Ln registro falló por {reasons}</numerusform>
            <numerusform>Al menos %Ln registros fallaron por {reasons}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s) for {reasons}</source>
        <translation>
            <numerusform>%Ln error por {reasons}</numerusform>
            <numerusform>%Ln errores por {reasons}</numerusform>
        </translation>
    </message>
    <message>
        <source>{failed}; {what_they_need}.</source>
        <translation>{failed}; {what_they_need}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln repair(s itself| themselves)</source>
        <translation>
            <numerusform>%Ln se arregla solo</numerusform>
            <numerusform>%Ln se arreglan solos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s|) you</source>
        <translation>
            <numerusform>%Ln le toca a usted</numerusform>
            <numerusform>%Ln le tocan a usted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s|) a teacher</source>
        <translation>
            <numerusform>%Ln necesita a un docente</numerusform>
            <numerusform>%Ln necesitan a un docente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s|) the {person}</source>
        <translation>
            <numerusform>%Ln requiere: {person}</numerusform>
            <numerusform>%Ln requieren: {person}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s|) {person}</source>
        <translation>
            <numerusform>%Ln requiere: {person}</numerusform>
            <numerusform>%Ln requieren: {person}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fix (this one|these %Ln) first</source>
        <translation>
            <numerusform>Corrija primero este</numerusform>
            <numerusform>Corrija primero estos %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other failure(s) follow(s|).</source>
        <translation>
            <numerusform>de ahí se sigue %Ln fallo más.</numerusform>
            <numerusform>de ahí se siguen %Ln fallos más.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln other failure(s) follow(s|).</source>
        <translation>
            <numerusform>de ahí se sigue cerca de %Ln fallo más.</numerusform>
            <numerusform>de ahí se siguen cerca de %Ln fallos más.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at least %Ln other failure(s) follow(s|).</source>
        <translation>
            <numerusform>de ahí se sigue al menos %Ln fallo más.</numerusform>
            <numerusform>de ahí se siguen al menos %Ln fallos más.</numerusform>
        </translation>
    </message>
    <message>
        <source>No known error, but lines that match nothing known.</source>
        <translation>Ningún error conocido, pero hay líneas que no coinciden con nada conocido.</translation>
    </message>
    <message>
        <source>No error in what was read, but not all could be read.</source>
        <translation>Ningún error en lo que se leyó, pero no se pudo leer todo.</translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>No se pudo leer nada.</translation>
    </message>
    <message>
        <source>There is nothing in it to read.</source>
        <translation>No contiene nada que leer.</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>Todo está bien.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln línea</numerusform>
            <numerusform>%Ln líneas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln registro</numerusform>
            <numerusform>%Ln registros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln desconocido</numerusform>
            <numerusform>%Ln desconocidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them (a warning|warnings)</source>
        <translation>
            <numerusform>%Ln es una advertencia</numerusform>
            <numerusform>%Ln son advertencias</numerusform>
        </translation>
    </message>
    <message>
        <source>{read}: {known}, {unknown}, {fine}.</source>
        <translation>{read}: {known}, {unknown}, {fine}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln known error(s)</source>
        <translation>
            <numerusform>%Ln error conocido</numerusform>
            <numerusform>%Ln errores conocidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fine</source>
        <translation>
            <numerusform>%Ln sin problemas</numerusform>
            <numerusform>%Ln sin problemas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln archivo</numerusform>
            <numerusform>%Ln archivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s) in {files}.</source>
        <translation>
            <numerusform>%Ln error en {files}.</numerusform>
            <numerusform>%Ln errores en {files}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) read in {files}.</source>
        <translation>
            <numerusform>%Ln línea leída en {files}.</numerusform>
            <numerusform>%Ln líneas leídas en {files}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vacío</translation>
    </message>
    <message>
        <source>{file} could not be read: {problem}</source>
        <translation>No se pudo leer {file}: {problem}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read; the Files tab names them.</source>
        <translation>
            <numerusform>No se pudo leer %Ln archivo; está en la pestaña Archivos.</numerusform>
            <numerusform>No se pudieron leer %Ln archivos; están en la pestaña Archivos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Part of a file could not be read; the Files tab says which.</source>
        <translation>No se pudo leer una parte de un archivo; la pestaña Archivos dice de cuál.</translation>
    </message>
    <message>
        <source>The scan was canceled; this is what was found until then.</source>
        <translation>Se canceló la lectura; esto es lo encontrado hasta entonces.</translation>
    </message>
    <message numerus="yes">
        <source>{cause} and %Ln more</source>
        <translation>
            <numerusform>{cause} y %Ln más</numerusform>
            <numerusform>{cause} y %Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>Follows from {cause}</source>
        <translation>Se debe a {cause}</translation>
    </message>
    <message>
        <source>{some} of {all} follow from {cause}</source>
        <translation>{some} de {all} se deben a {cause}</translation>
    </message>
    <message numerus="yes">
        <source>Makes %Ln other(s) fail</source>
        <translation>
            <numerusform>Hace fallar %Ln más</numerusform>
            <numerusform>Hace fallar %Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation>cerca de {n}</translation>
    </message>
    <message numerus="yes">
        <source>{name} and %Ln more</source>
        <translation>
            <numerusform>{name} y %Ln más</numerusform>
            <numerusform>{name} y %Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning: {message}</source>
        <translation>Advertencia: {message}</translation>
    </message>
    <message>
        <source>Not read: {problem}</source>
        <translation>No leído: {problem}</translation>
    </message>
    <message>
        <source>Known errors</source>
        <translation>Errores conocidos</translation>
    </message>
    <message>
        <source>Only warnings</source>
        <translation>Solo advertencias</translation>
    </message>
    <message>
        <source>Only unknown errors</source>
        <translation>Solo errores desconocidos</translation>
    </message>
    <message>
        <source>Read in part, no errors there</source>
        <translation>Leído en parte, sin errores ahí</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>Sin errores</translation>
    </message>
</context>
<context>
    <name>ReportController</name>
    <message>
        <source>There is no report to save yet. Open a log first.</source>
        <translation>Todavía no hay ningún informe que guardar. Abra primero un log.</translation>
    </message>
    <message>
        <source>There is no report to print yet. Open a log first.</source>
        <translation>Todavía no hay ningún informe que imprimir. Abra primero un log.</translation>
    </message>
    <message>
        <source>There is no report to watch yet. Open a log or a folder first.</source>
        <translation>Todavía no hay ningún informe que vigilar. Abra primero un log o una carpeta.</translation>
    </message>
    <message>
        <source>The scan stopped: {problem}</source>
        <translation>La lectura se detuvo: {problem}</translation>
    </message>
</context>
<context>
    <name>ReportLayout</name>
    <message>
        <source>Only {range}</source>
        <translation>Solo {range}</translation>
    </message>
    <message>
        <source>Only {range}. Show the whole time again</source>
        <translation>Solo {range}. Volver a mostrar todo el período</translation>
    </message>
    <message numerus="yes">
        <source>Fix (this one|these %Ln) first</source>
        <translation>
            <numerusform>Corregir primero este</numerusform>
            <numerusform>Corregir primero estos %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>List the records because of which others fail</source>
        <translation>Mostrar los registros que hacen fallar a otros</translation>
    </message>
    <message>
        <source>Known errors</source>
        <translation>Errores conocidos</translation>
    </message>
    <message>
        <source>Affected records</source>
        <translation>Registros afectados</translation>
    </message>
    <message>
        <source>Unknown lines</source>
        <translation>Líneas desconocidas</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>Drop log files or a folder anywhere on this window, or choose &lt;b&gt;Open log&lt;/b&gt; in the File menu.</source>
        <translation>Suelte archivos de log o una carpeta en cualquier lugar de esta ventana, o elija &lt;b&gt;Abrir log&lt;/b&gt; en el menú Archivo.</translation>
    </message>
    <message>
        <source>A report counts every known error, names the affected records and says how to fix each reason.</source>
        <translation>Un informe cuenta cada error conocido, nombra los registros afectados y dice cómo corregir cada motivo.</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>Todavía no hay informe</translation>
    </message>
    <message>
        <source>Open a log…</source>
        <translation>Abrir un log…</translation>
    </message>
    <message>
        <source>Try it with a sample log</source>
        <translation>Probar con un log de ejemplo</translation>
    </message>
    <message>
        <source>Unknown error lines</source>
        <translation>Líneas de error desconocidas</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>Partes del informe</translation>
    </message>
    <message>
        <source>Save the report as {kind}</source>
        <translation>Guardar el informe en {kind}</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Print the report</source>
        <translation>Imprimir el informe</translation>
    </message>
    <message>
        <source>See the report as it will be printed ({key})</source>
        <translation>Ver el informe tal como se imprimirá ({key})</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Vigilar</translation>
    </message>
    <message>
        <source>Watch for new lines</source>
        <translation>Vigilar si hay líneas nuevas</translation>
    </message>
    <message>
        <source>New lines and new logs come into this report by themselves ({key})</source>
        <translation>Las líneas y los logs nuevos entran solos en este informe ({key})</translation>
    </message>
    <message>
        <source>Only errors of this time are shown and counted. Records are not kept by time: those of these errors are all listed. Click to show the whole time again.</source>
        <translation>Solo se muestran y se cuentan los errores de este período. Los registros no se guardan por hora: aparecen todos los de estos errores. Haga clic para volver a mostrar todo el período.</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>This scan begins when the one before it is finished. To remove it, close this tab.</source>
        <translation>Esta lectura empieza cuando termine la anterior. Para quitarla, cierre esta pestaña.</translation>
    </message>
    <message>
        <source>The catalog is opening; then this is read.</source>
        <translation>El catálogo se está abriendo; después se leerá esto.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Drop a log on this window to get a report.</source>
        <translation>Suelte un log en esta ventana para obtener un informe.</translation>
    </message>
    <message>
        <source>There are no affected records to save.</source>
        <translation>No hay registros afectados que guardar.</translation>
    </message>
    <message numerus="yes">
        <source>Copied: %Ln row(s).</source>
        <translation>
            <numerusform>Copiado: %Ln fila.</numerusform>
            <numerusform>Copiado: %Ln filas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clipboard takes up to %Ln row(s). Save the list as Excel or CSV.</source>
        <translation>
            <numerusform>El portapapeles admite hasta %Ln fila. Guarde la lista como Excel o CSV.</numerusform>
            <numerusform>El portapapeles admite hasta %Ln filas. Guarde la lista como Excel o CSV.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Copy the selected rows</source>
        <translation>Copiar las filas seleccionadas</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
</context>
<context>
    <name>ReportTabs</name>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Close the report on {name}</source>
        <translation>Cerrar el informe sobre {name}</translation>
    </message>
    <message>
        <source>Close this report ({key})</source>
        <translation>Cerrar este informe ({key})</translation>
    </message>
    <message>
        <source>{name} in {folder}</source>
        <translation>{name} en {folder}</translation>
    </message>
    <message>
        <source>{name} (waiting)</source>
        <translation>{name} (en espera)</translation>
    </message>
    <message>
        <source>{name} (reading)</source>
        <translation>{name} (leyendo)</translation>
    </message>
    <message>
        <source>{name} ({n} new)</source>
        <translation>{name} ({n} nuevos)</translation>
    </message>
    <message>
        <source>{name} (watched)</source>
        <translation>{name} (vigilado)</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Recent search: {query}</source>
        <translation>Búsqueda reciente: {query}</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Other results</source>
        <translation>Otros resultados</translation>
    </message>
    <message>
        <source>Try other words, or fewer.</source>
        <translation>Pruebe con otras palabras, o con menos.</translation>
    </message>
    <message>
        <source>The nearest are suggestions; they may not fit.</source>
        <translation>Las más cercanas son sugerencias; puede que no correspondan.</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Búsquedas recientes</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>Abiertas recientemente</translation>
    </message>
    <message numerus="yes">
        <source>%Ln known error(s)</source>
        <translation>
            <numerusform>%Ln error conocido</numerusform>
            <numerusform>%Ln errores conocidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This text has %Ln meaning(s).</source>
        <translation>
            <numerusform>Este texto tiene %Ln significado.</numerusform>
            <numerusform>Este texto tiene %Ln significados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Click the answer, or press its key.</source>
        <translation>Haga clic en la respuesta o presione su tecla.</translation>
    </message>
</context>
<context>
    <name>Saver</name>
    <message>
        <source>There is no report to save yet. Open a log first.</source>
        <translation>Todavía no hay ningún informe que guardar. Abra primero un log.</translation>
    </message>
    <message>
        <source>This report holds no errors to save.</source>
        <translation>Este informe no contiene errores que guardar.</translation>
    </message>
    <message>
        <source>sync-errors</source>
        <translation>errores-de-sincronizacion</translation>
    </message>
    <message>
        <source>There is no report to print yet. Open a log first.</source>
        <translation>Todavía no hay ningún informe que imprimir. Abra primero un log.</translation>
    </message>
    <message>
        <source>This report holds no errors to print.</source>
        <translation>Este informe no contiene errores que imprimir.</translation>
    </message>
    <message>
        <source>affected-records</source>
        <translation>registros-afectados</translation>
    </message>
    <message>
        <source>Affected records</source>
        <translation>Registros afectados</translation>
    </message>
    <message>
        <source>all-failures</source>
        <translation>todos-los-fallos</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}.</source>
        <translation>Guardado como {name} en {folder}.</translation>
    </message>
    <message>
        <source>It could not be saved: {problem}</source>
        <translation>No se pudo guardar: {problem}</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Paste an error, type a few words, or drop a log here</source>
        <translation>Pegue un error, escriba unas palabras o suelte un log aquí</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Clear (Esc)</source>
        <translation>Borrar (Esc)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Arrow keys move through the results, Enter opens one.</source>
        <translation>Las flechas recorren los resultados; Entrar abre uno.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message numerus="yes">
        <source>%Ln fault(s) in the catalog: the entries concerned were left out.</source>
        <translation>
            <numerusform>Hay %Ln defecto en el catálogo: la entrada afectada se dejó fuera.</numerusform>
            <numerusform>Hay %Ln defectos en el catálogo: las entradas afectadas se dejaron fuera.</numerusform>
        </translation>
    </message>
    <message>
        <source>No catalog</source>
        <translation>Sin catálogo</translation>
    </message>
    <message>
        <source>The catalog could not be opened: {problem}</source>
        <translation>No se pudo abrir el catálogo: {problem}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Catalog folders</source>
        <translation>Carpetas de catálogo</translation>
    </message>
    <message>
        <source>Look-up</source>
        <translation>Búsqueda</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Páginas de la configuración</translation>
    </message>
    <message>
        <source>What you choose here counts at once, for you on this computer.</source>
        <translation>Lo que elija aquí vale de inmediato, para usted en esta computadora.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>Tamaño del te&amp;xto</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>Entries of your own school or district, next to the built-in ones. A folder may be on this computer or on a network share; when the share is away, its entries as last read are used.</source>
        <translation>Entradas de su propia escuela o distrito, además de las incluidas. La carpeta puede estar en esta computadora o en la red; si la red no responde, se usan las entradas leídas la última vez.</translation>
    </message>
    <message>
        <source>How the list of known errors begins each time, and what is remembered.</source>
        <translation>Cómo empieza cada vez la lista de errores conocidos y qué se recuerda.</translation>
    </message>
    <message>
        <source>Begin with these SIS vendors checked (none: all)</source>
        <translation>Empezar con estos proveedores de SIS marcados (ninguno: todos)</translation>
    </message>
    <message>
        <source>Begin with these record types checked (none: all)</source>
        <translation>Empezar con estos tipos de registro marcados (ninguno: todos)</translation>
    </message>
    <message>
        <source>Names, e-mail addresses and ids of students are replaced in everything made for sharing. Everything else stays on this computer; the program opens no network connection.</source>
        <translation>En todo lo que se prepara para compartir se reemplazan los nombres, correos e identificadores de los estudiantes. Todo lo demás queda en esta computadora; el programa no abre ninguna conexión de red.</translation>
    </message>
    <message>
        <source>Also &amp;replace these words, such as the name of your school (one a line)</source>
        <translation>&amp;Reemplazar también estas palabras, por ejemplo el nombre de su escuela (una por línea)</translation>
    </message>
    <message>
        <source>Words to replace, one a line</source>
        <translation>Palabras que se reemplazan, una por línea</translation>
    </message>
    <message>
        <source>&amp;Begin with the filters of the last time instead</source>
        <translation>&amp;Empezar en cambio con los filtros de la última vez</translation>
    </message>
    <message>
        <source>&amp;Keep recent searches and recently opened entries</source>
        <translation>Conservar las &amp;búsquedas y entradas recientes</translation>
    </message>
    <message>
        <source>&amp;Allow to show a single original in a mail to support</source>
        <translation>&amp;Permitir mostrar algún original en un correo al soporte</translation>
    </message>
    <message>
        <source>&amp;Restore defaults</source>
        <translation>&amp;Restablecer valores predeterminados</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>This text has {count} meanings</source>
        <translation>Este texto tiene {count} significados</translation>
    </message>
    <message>
        <source>Nothing in the message tells them apart. Choose the one that fits:</source>
        <translation>Nada en el mensaje los distingue. Elija el que corresponda:</translation>
    </message>
    <message>
        <source>What was being synced?</source>
        <translation>¿Qué se estaba sincronizando?</translation>
    </message>
    <message>
        <source>Which system does it come from?</source>
        <translation>¿De qué sistema viene?</translation>
    </message>
    <message>
        <source>What was being synced, and where?</source>
        <translation>¿Qué se estaba sincronizando y dónde?</translation>
    </message>
    <message>
        <source>Which of these fits?</source>
        <translation>¿Cuál de estos corresponde?</translation>
    </message>
</context>
<context>
    <name>StandInsModel</name>
    <message>
        <source>In the mail</source>
        <translation>En el correo</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>Representa a</translation>
    </message>
    <message>
        <source>shown in the mail</source>
        <translation>se muestra en el correo</translation>
    </message>
    <message>
        <source>replaced in the mail</source>
        <translation>reemplazado en el correo</translation>
    </message>
</context>
<context>
    <name>Starting</name>
    <message>
        <source>Your notes could not be read. The broken file was kept; new notes begin empty.</source>
        <translation>No se pudieron leer sus notas. Se conservó el archivo dañado; las notas nuevas empiezan vacías.</translation>
    </message>
    <message>
        <source>The marks on done steps could not be read. The broken file was kept; no step is marked now.</source>
        <translation>No se pudieron leer las marcas de los pasos hechos. Se conservó el archivo dañado; ahora no hay ningún paso marcado.</translation>
    </message>
    <message>
        <source>Your recent searches could not be read. The broken file was kept.</source>
        <translation>No se pudieron leer sus búsquedas recientes. Se conservó el archivo dañado.</translation>
    </message>
    <message>
        <source>Your last filters could not be read. The broken file was kept.</source>
        <translation>No se pudieron leer sus últimos filtros. Se conservó el archivo dañado.</translation>
    </message>
</context>
<context>
    <name>StepModel</name>
    <message>
        <source>Cause {number} of {total}: {title}</source>
        <translation>Causa {number} de {total}: {title}</translation>
    </message>
    <message>
        <source>How to tell: {sign}</source>
        <translation>Cómo saberlo: {sign}</translation>
    </message>
    <message>
        <source>Step {number}: {text} {actor}, {place}</source>
        <translation>Paso {number}: {text} {actor}, {place}</translation>
    </message>
</context>
<context>
    <name>StepsSection</name>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>Space ticks a step off, or takes the mark away.</source>
        <translation>La barra espaciadora marca un paso como hecho o quita la marca.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Empezar de nuevo</translation>
    </message>
    <message>
        <source>Take all marks away: the next time this error comes, it is a new case</source>
        <translation>Quitar todas las marcas: la próxima vez que aparezca este error será un caso nuevo</translation>
    </message>
    <message>
        <source>How to fix it: {done} of {total} done</source>
        <translation>Cómo corregirlo: {done} de {total} hechos</translation>
    </message>
    <message>
        <source>How to fix it</source>
        <translation>Cómo corregirlo</translation>
    </message>
    <message>
        <source>The marks on the steps cannot be kept: {reason}</source>
        <translation>No se pueden guardar las marcas de los pasos: {reason}</translation>
    </message>
</context>
<context>
    <name>TimeLineView</name>
    <message>
        <source>Time line of the errors</source>
        <translation>Línea de tiempo de los errores</translation>
    </message>
    <message>
        <source>No times are known.</source>
        <translation>No se conocen las horas.</translation>
    </message>
    <message>
        <source>{unit} from {first} to {last}. Most: {most} errors at {at}.</source>
        <translation>{unit} de {first} a {last}. Máximo: {most} errores a las {at}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s) without a time (is|are) not shown.</source>
        <translation>
            <numerusform>No se muestra %Ln error sin hora.</numerusform>
            <numerusform>No se muestran %Ln errores sin hora.</numerusform>
        </translation>
    </message>
    <message>
        <source>Chosen: {range}.</source>
        <translation>Elegido: {range}.</translation>
    </message>
    <message>
        <source>Errors by the minute</source>
        <translation>Errores por minuto</translation>
    </message>
    <message>
        <source>Errors by ten minutes</source>
        <translation>Errores cada diez minutos</translation>
    </message>
    <message>
        <source>Errors by the hour</source>
        <translation>Errores por hora</translation>
    </message>
    <message>
        <source>Errors by the day</source>
        <translation>Errores por día</translation>
    </message>
    <message>
        <source>Errors by the month</source>
        <translation>Errores por mes</translation>
    </message>
    <message>
        <source>Errors by the year</source>
        <translation>Errores por año</translation>
    </message>
    <message>
        <source>the whole time</source>
        <translation>todo el período</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} a {last}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln error</numerusform>
            <numerusform>%Ln errores</numerusform>
        </translation>
    </message>
    <message>
        <source>{when}: {errors}</source>
        <translation>{when}: {errors}</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>Exactly this text, which {n} entries share; nothing here decides between them.</source>
        <translation>Exactamente este texto, que comparten {n} entradas; nada aquí decide entre ellas.</translation>
    </message>
    <message>
        <source>Exactly this text; the {reasons} decided between entries that share it.</source>
        <translation>Exactamente este texto; entre las entradas que lo comparten decidió: {reasons}.</translation>
    </message>
    <message>
        <source>Exactly this text (its wording is inferred).</source>
        <translation>Exactamente este texto (su redacción es deducida).</translation>
    </message>
    <message>
        <source>Exactly this text.</source>
        <translation>Exactamente este texto.</translation>
    </message>
    <message>
        <source>Begins like this text; how it goes on here is not in the catalog.</source>
        <translation>Comienza como este texto; el catálogo no tiene la continuación que aparece aquí.</translation>
    </message>
    <message>
        <source>Could be this text; other programs print it, too.</source>
        <translation>Podría ser este texto; otros programas también lo muestran.</translation>
    </message>
    <message>
        <source>This is the entry&apos;s ID.</source>
        <translation>Es el identificador de la entrada.</translation>
    </message>
    <message>
        <source>Shares this text; told apart by {reasons}.</source>
        <translation>Comparte este texto; se distingue por: {reasons}.</translation>
    </message>
    <message>
        <source>Also found in this text.</source>
        <translation>También está en este texto.</translation>
    </message>
    <message>
        <source>Related to the entry found.</source>
        <translation>Relacionada con la entrada encontrada.</translation>
    </message>
    <message>
        <source>Almost this text: {differences} of {n} words.</source>
        <translation>Casi este texto: {differences} de {n} palabras.</translation>
    </message>
    <message>
        <source>Has the code {number}.</source>
        <translation>Tiene el código {number}.</translation>
    </message>
    <message>
        <source>Has the HTTP status {number}.</source>
        <translation>Tiene el estado HTTP {number}.</translation>
    </message>
    <message>
        <source>{found} of {all} words: {words}.</source>
        <translation>{found} de {all} palabras: {words}.</translation>
    </message>
    <message>
        <source>Resembles these words.</source>
        <translation>Se parece a estas palabras.</translation>
    </message>
    <message>
        <source>{n} misspelled</source>
        <translation>{n} mal escritas</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>{n} que faltan</translation>
    </message>
    <message>
        <source>other words</source>
        <translation>otras palabras</translation>
    </message>
    <message>
        <source>{word} (typo of {other})</source>
        <translation>{word} (errata de {other})</translation>
    </message>
    <message>
        <source>{word} (synonym of {other})</source>
        <translation>{word} (sinónimo de {other})</translation>
    </message>
    <message>
        <source>code</source>
        <translation>código</translation>
    </message>
    <message>
        <source>HTTP status</source>
        <translation>estado HTTP</translation>
    </message>
    <message>
        <source>values</source>
        <translation>valores</translation>
    </message>
    <message>
        <source>vendor</source>
        <translation>proveedor</translation>
    </message>
    <message>
        <source>record type</source>
        <translation>tipo de registro</translation>
    </message>
    <message>
        <source>nothing here</source>
        <translation>nada aquí</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>El archivo ya no está.</translation>
    </message>
    <message>
        <source>You may not open this file, or another program keeps it locked. Close that program, or copy the file and drop the copy.</source>
        <translation>No tiene permiso para abrir este archivo, o lo bloquea otro programa. Cierre ese programa, o copie el archivo y suelte la copia.</translation>
    </message>
    <message>
        <source>The drive or network folder went away while it was read; connect it again, or copy the file here first.</source>
        <translation>La unidad o la carpeta de red dejó de responder durante la lectura; conéctela de nuevo o copie antes el archivo a esta computadora.</translation>
    </message>
    <message>
        <source>The file cannot be read ({why}).</source>
        <translation>No se puede leer el archivo ({why}).</translation>
    </message>
    <message>
        <source>The file is damaged or cut off.</source>
        <translation>El archivo está dañado o incompleto.</translation>
    </message>
    <message>
        <source>Reading this file takes more memory than there is.</source>
        <translation>Leer este archivo requiere más memoria de la que hay.</translation>
    </message>
    <message>
        <source>This file holds something that cannot be understood ({kind}); it was not read to its end.</source>
        <translation>Este archivo contiene algo que no se entiende ({kind}); no se leyó hasta el final.</translation>
    </message>
    <message>
        <source>This folder cannot be opened: {why}</source>
        <translation>No se puede abrir esta carpeta: {why}</translation>
    </message>
    <message>
        <source>This is no text file; its content was not read.</source>
        <translation>No es un archivo de texto; no se leyó su contenido.</translation>
    </message>
    <message>
        <source>This is no file.</source>
        <translation>Esto no es un archivo.</translation>
    </message>
    <message>
        <source>This was read before and cannot be read again.</source>
        <translation>Esto ya se leyó y no se puede leer otra vez.</translation>
    </message>
    <message>
        <source>The file is not there any more; this is what the report kept of it.</source>
        <translation>El archivo ya no está; esto es lo que el informe conservó de él.</translation>
    </message>
    <message>
        <source>The file has changed since it was read: this error is not here any more.</source>
        <translation>El archivo cambió desde que se leyó: este error ya no está aquí.</translation>
    </message>
    <message>
        <source>This is no text file any more.</source>
        <translation>Esto ya no es un archivo de texto.</translation>
    </message>
    <message>
        <source>Holds bytes of zero, as a crash or a full disk leaves them; what is written around them was read.</source>
        <translation>Contiene bytes con valor cero, como los que deja una caída del sistema o un disco lleno; se leyó lo que hay escrito alrededor.</translation>
    </message>
    <message>
        <source>This file was changed while it was read, so some of it may be missing here; scan it again.</source>
        <translation>Este archivo cambió mientras se leía, así que puede faltar una parte; analícelo otra vez.</translation>
    </message>
    <message>
        <source>This file was changed while it was read: another one has its name now, which was not read.</source>
        <translation>Este archivo cambió mientras se leía: ahora otro lleva su nombre y no se leyó.</translation>
    </message>
    <message>
        <source>What was piped in is gone; its lines cannot be shown again.</source>
        <translation>Lo que llegó por la tubería ya no está; sus líneas no se pueden mostrar de nuevo.</translation>
    </message>
    <message>
        <source>Reading this file ended the process that did it, twice; it was not read again.</source>
        <translation>Leer este archivo detuvo dos veces el proceso que lo leía; no se volvió a leer.</translation>
    </message>
    <message>
        <source>Looking into what was dropped ended the process that did it; drop its files one by one.</source>
        <translation>Examinar lo que se soltó detuvo el proceso que lo hacía; suelte los archivos uno por uno.</translation>
    </message>
    <message>
        <source>This is a pipe or a device, no file; it was not read.</source>
        <translation>Esto es una canalización o un dispositivo, no un archivo; no se leyó.</translation>
    </message>
    <message>
        <source>This is a link that leads nowhere.</source>
        <translation>Esto es un enlace que no lleva a ninguna parte.</translation>
    </message>
    <message>
        <source>This is a link to a pipe or a device, no file; it was not read.</source>
        <translation>Esto es un enlace a una canalización o a un dispositivo, no a un archivo; no se leyó.</translation>
    </message>
    <message>
        <source>This is a link to another folder; drop that folder itself to have it read.</source>
        <translation>Esto es un enlace a otra carpeta; suelte esa carpeta para que se lea.</translation>
    </message>
    <message>
        <source>There is no file in this archive: it is empty, or holds folders and links only.</source>
        <translation>No hay ningún archivo en este paquete: está vacío o solo contiene carpetas y enlaces.</translation>
    </message>
    <message>
        <source>A header in this archive is longer than any program writes; what comes after it was not read.</source>
        <translation>Un encabezado de este paquete es más largo de lo que escribe cualquier programa; no se leyó lo que hay detrás.</translation>
    </message>
    <message>
        <source>This file is packed in very many pieces that hold next to nothing; it was not read to its end.</source>
        <translation>Este archivo está comprimido en muchísimas partes que no contienen casi nada; no se leyó hasta el final.</translation>
    </message>
    <message>
        <source>This file is packed in a way that is not read here; unpack the archive and drop the file itself.</source>
        <translation>Este archivo está comprimido de una forma que aquí no se lee; descomprímalo y suelte el archivo mismo.</translation>
    </message>
    <message>
        <source>This file is encrypted; unpack the archive with its password and drop the file itself.</source>
        <translation>Este archivo está cifrado; descomprímalo con su contraseña y suelte el archivo mismo.</translation>
    </message>
    <message>
        <source>This archive lists far more files than logs would come in.</source>
        <translation>Este archivo comprimido contiene muchos más archivos de los que tendrían unos logs.</translation>
    </message>
    <message>
        <source>This archive cannot be opened, or not to its end: {why}</source>
        <translation>Este archivo comprimido no se puede abrir, o no hasta el final: {why}</translation>
    </message>
    <message>
        <source>Its name leads out of the archive, as no log&apos;s does; it was not read.</source>
        <translation>Su nombre apunta fuera del archivo comprimido, algo impropio de un log; no se leyó.</translation>
    </message>
    <message>
        <source>This archive unpacks to far more than a log would; it was not read to its end.</source>
        <translation>Este archivo comprimido ocupa, descomprimido, mucho más que un log; no se leyó hasta el final.</translation>
    </message>
    <message>
        <source>Archives are nested more than {n} deep here; unpack some of them and drop the rest.</source>
        <translation>Aquí hay archivos comprimidos dentro de otros a más de {n} niveles; descomprima algunos y suelte el resto.</translation>
    </message>
    <message>
        <source>This archive holds more than {n} files; only the first {m} are read.</source>
        <translation>Este archivo comprimido contiene más de {n} archivos; solo se leen los primeros {m}.</translation>
    </message>
    <message>
        <source>This is a {kind}; unpack it and drop the files in it.</source>
        <translation>Es un {kind}; descomprímalo y suelte los archivos que contiene.</translation>
    </message>
    <message>
        <source>This mail is larger than 64 MB; save its attachments and drop those.</source>
        <translation>Este correo supera los 64 MB; guarde sus adjuntos y suéltelos.</translation>
    </message>
    <message>
        <source>This mail has more than {n} attachments; only the first {m} are read.</source>
        <translation>Este correo tiene más de {n} archivos adjuntos; solo se leen los primeros {m}.</translation>
    </message>
    <message>
        <source>A header of this mail is longer than any mail program writes; only its beginning was read.</source>
        <translation>Un encabezado de este correo es más largo de lo que escribe cualquier programa de correo; solo se leyó su comienzo.</translation>
    </message>
    <message>
        <source>This mail is damaged; copy its text and paste that.</source>
        <translation>Este correo está dañado; copie su texto y péguelo.</translation>
    </message>
    <message>
        <source>This part of the mail is damaged and could not be read.</source>
        <translation>Esta parte del correo está dañada y no se pudo leer.</translation>
    </message>
    <message>
        <source>A sheet of this workbook reaches too far to be read; save it as CSV and drop that.</source>
        <translation>Una hoja de este libro es demasiado extensa para leerla; guárdela como CSV y suelte ese archivo.</translation>
    </message>
    <message>
        <source>This workbook ended the process that read it, or took too much memory; save it as CSV and drop that.</source>
        <translation>Este libro detuvo el proceso que lo leía u ocupó demasiada memoria; guárdelo como CSV y suelte ese archivo.</translation>
    </message>
    <message>
        <source>This workbook takes too long to be read; save it as CSV and drop that.</source>
        <translation>Leer este libro tarda demasiado; guárdelo como CSV y suelte ese archivo.</translation>
    </message>
    <message>
        <source>The sheet {name} is too large to be read; save it as CSV.</source>
        <translation>La hoja {name} es demasiado grande para leerla; guárdela como CSV.</translation>
    </message>
    <message>
        <source>The sheet {name} could not be read: {why}.</source>
        <translation>No se pudo leer la hoja {name}: {why}.</translation>
    </message>
    <message>
        <source>This workbook is protected with a password; save it without one in Excel and drop that.</source>
        <translation>Este libro está protegido con contraseña; guárdelo sin ella en Excel y suelte ese archivo.</translation>
    </message>
    <message>
        <source>Line {line}: {why}; from there on it was read as plain lines.</source>
        <translation>Línea {line}: {why}; a partir de ahí se leyó como líneas de texto.</translation>
    </message>
    <message>
        <source>Line {line}: the document is cut off; what comes before was read.</source>
        <translation>Línea {line}: el documento está cortado; se leyó lo que hay antes.</translation>
    </message>
    <message>
        <source>This XML file defines entities, which no log needs and which may hide others; it was not read.</source>
        <translation>Este archivo XML define entidades, que ningún registro necesita y que pueden ocultar otras; no se leyó.</translation>
    </message>
    <message>
        <source>This Outlook mail is damaged; copy its text and paste that.</source>
        <translation>Este correo de Outlook está dañado; copie su texto y péguelo.</translation>
    </message>
    <message>
        <source>The text of this Outlook mail is kept in a form (RTF) that is not read here; copy its text and paste that.</source>
        <translation>El texto de este correo de Outlook está guardado en un formato (RTF) que aquí no se lee; copie su texto y péguelo.</translation>
    </message>
    <message>
        <source>This Outlook mail is larger than 64 MB; save its attachments and drop those.</source>
        <translation>Este correo de Outlook ocupa más de 64 MB; guarde sus adjuntos y suéltelos aquí.</translation>
    </message>
    <message>
        <source>This is a PDF; save or copy its text and drop that.</source>
        <translation>Es un PDF; guarde o copie su texto y suéltelo.</translation>
    </message>
    <message>
        <source>This is an RTF document; save it as plain text and drop that.</source>
        <translation>Es un documento RTF; guárdelo como texto sin formato y suelte ese archivo.</translation>
    </message>
    <message>
        <source>This is a picture; type or copy the error message that it shows.</source>
        <translation>Es una imagen; escriba o copie el mensaje de error que muestra.</translation>
    </message>
    <message>
        <source>This is a program, no log.</source>
        <translation>Es un programa, no un log.</translation>
    </message>
    <message>
        <source>This is a database; export the table with the errors as CSV and drop that.</source>
        <translation>Es una base de datos; exporte como CSV la tabla con los errores y suelte ese archivo.</translation>
    </message>
    <message>
        <source>This is a Windows event log; save it as text or CSV in the event viewer and drop that.</source>
        <translation>Es un registro de eventos de Windows; guárdelo como texto o CSV en el visor de eventos y suelte ese archivo.</translation>
    </message>
    <message>
        <source>This is Outlook&apos;s winmail.dat; ask for the mail to be sent again as plain text or HTML.</source>
        <translation>Es el winmail.dat de Outlook; pida que le reenvíen el correo como texto sin formato o HTML.</translation>
    </message>
    <message>
        <source>This is an Outlook data file; save the mails in question as .eml and drop those.</source>
        <translation>Es un archivo de datos de Outlook; guarde como .eml los correos en cuestión y suéltelos.</translation>
    </message>
    <message>
        <source>This is a Word document; save or copy its text and drop that.</source>
        <translation>Es un documento de Word; guarde o copie su texto y suéltelo.</translation>
    </message>
    <message>
        <source>This is a presentation; save or copy its text and drop that.</source>
        <translation>Es una presentación; guarde o copie su texto y suéltelo.</translation>
    </message>
    <message>
        <source>This is an OpenDocument text; save or copy its text and drop that.</source>
        <translation>Es un texto OpenDocument; guarde o copie su texto y suéltelo.</translation>
    </message>
    <message>
        <source>This is an Outlook mail (.msg); save it as .eml, or copy its text and paste that.</source>
        <translation>Es un correo de Outlook (.msg); guárdelo como .eml, o copie su texto y péguelo.</translation>
    </message>
    <message>
        <source>This is an old Office file but no workbook; save or copy its text and drop that.</source>
        <translation>Es un archivo antiguo de Office, pero no un libro; guarde o copie su texto y suéltelo.</translation>
    </message>
    <message>
        <source>This is a video or sound file, no log.</source>
        <translation>Es un archivo de video o sonido, no un log.</translation>
    </message>
    <message>
        <source>is named {ending} but is {kind}</source>
        <translation>se llama {ending}, pero es {kind}</translation>
    </message>
    <message>
        <source>is in a file that {remark}</source>
        <translation>está dentro de un archivo que {remark}</translation>
    </message>
    <message>
        <source>is too large to be read as a mail; its lines were read</source>
        <translation>es demasiado grande para leerlo como correo; se leyeron sus líneas</translation>
    </message>
    <message>
        <source>a gzip file</source>
        <translation>un archivo gzip</translation>
    </message>
    <message>
        <source>a bzip2 file</source>
        <translation>un archivo bzip2</translation>
    </message>
    <message>
        <source>an xz file</source>
        <translation>un archivo xz</translation>
    </message>
    <message>
        <source>a zst file</source>
        <translation>un archivo zst</translation>
    </message>
    <message>
        <source>a zip archive</source>
        <translation>un archivo zip</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>un archivo tar</translation>
    </message>
    <message>
        <source>a mail</source>
        <translation>un correo</translation>
    </message>
    <message>
        <source>an old Excel or Office file</source>
        <translation>un archivo antiguo de Excel u Office</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>una página web</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>texto sin formato</translation>
    </message>
    <message>
        <source>a workbook</source>
        <translation>un libro de cálculo</translation>
    </message>
    <message>
        <source>7z archive</source>
        <translation>archivo 7z</translation>
    </message>
    <message>
        <source>rar archive</source>
        <translation>archivo rar</translation>
    </message>
    <message>
        <source>cab archive</source>
        <translation>archivo cab</translation>
    </message>
    <message>
        <source>Z archive</source>
        <translation>archivo Z</translation>
    </message>
    <message>
        <source>it is nested too deep</source>
        <translation>tiene demasiados niveles</translation>
    </message>
    <message>
        <source>a field&apos;s name in quotes is missing</source>
        <translation>falta el nombre de un campo entre comillas</translation>
    </message>
    <message>
        <source>a colon is missing</source>
        <translation>faltan dos puntos</translation>
    </message>
    <message>
        <source>a comma or bracket is missing</source>
        <translation>falta una coma o un corchete</translation>
    </message>
    <message>
        <source>the document is cut off</source>
        <translation>el documento está incompleto</translation>
    </message>
    <message>
        <source>this is no JSON value</source>
        <translation>esto no es un valor JSON</translation>
    </message>
    <message>
        <source>this is no XML</source>
        <translation>esto no es XML</translation>
    </message>
    <message>
        <source>this is no YAML</source>
        <translation>esto no es YAML</translation>
    </message>
    <message>
        <source>a record is broken or too large</source>
        <translation>un registro está dañado o es demasiado grande</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>quedan unos segundos</translation>
    </message>
    <message>
        <source>about {n} seconds left</source>
        <translation>quedan unos {n} segundos</translation>
    </message>
    <message>
        <source>about 1 minute left</source>
        <translation>queda cerca de 1 minuto</translation>
    </message>
    <message>
        <source>about {n} minutes left</source>
        <translation>quedan unos {n} minutos</translation>
    </message>
    <message>
        <source>about 1 hour left</source>
        <translation>queda cerca de 1 hora</translation>
    </message>
    <message>
        <source>about {n} hours left</source>
        <translation>quedan unas {n} horas</translation>
    </message>
    <message>
        <source>about 1 hour {n} minutes left</source>
        <translation>queda cerca de 1 hora y {n} minutos</translation>
    </message>
    <message>
        <source>about {n} hours {m} minutes left</source>
        <translation>quedan unas {n} horas y {m} minutos</translation>
    </message>
    <message>
        <source>Excel could not hold this report: {why}</source>
        <translation>Este informe no cabe en Excel: {why}</translation>
    </message>
    <message>
        <source>A report cannot be saved as {name}: choose a name that ends with one of {endings}.</source>
        <translation>Un informe no se puede guardar como {name}: elija un nombre que termine en uno de estos: {endings}.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> y </translation>
    </message>
</context>
<context>
    <name>Values</name>
    <message>
        <source>Missing</source>
        <translation>Falta</translation>
    </message>
    <message>
        <source>Add code</source>
        <translation>Código addCode</translation>
    </message>
    <message>
        <source>Allowed categories</source>
        <translation>Categorías permitidas</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Dirección de correo</translation>
    </message>
    <message>
        <source>Fields named</source>
        <translation>Campos nombrados</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Job ID</source>
        <translation>ID del trabajo</translation>
    </message>
    <message>
        <source>Highest score</source>
        <translation>Calificación máxima</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>Calificación mínima</translation>
    </message>
    <message>
        <source>HTTP status</source>
        <translation>Estado HTTP</translation>
    </message>
    <message>
        <source>Value sent</source>
        <translation>Valor enviado</translation>
    </message>
</context>
<context>
    <name>Watching</name>
    <message numerus="yes">
        <source>%Ln new error(s) in {log}.</source>
        <translation>
            <numerusform>%Ln error nuevo en {log}.</numerusform>
            <numerusform>%Ln errores nuevos en {log}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new error(s) in {n} logs.</source>
        <translation>
            <numerusform>%Ln error nuevo en {n} logs.</numerusform>
            <numerusform>%Ln errores nuevos en {n} logs.</numerusform>
        </translation>
    </message>
    <message>
        <source>New log: {log}.</source>
        <translation>Log nuevo: {log}.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new log(s).</source>
        <translation>
            <numerusform>%Ln log nuevo.</numerusform>
            <numerusform>%Ln logs nuevos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Watching stopped: {problem}</source>
        <translation>Se dejó de vigilar: {problem}</translation>
    </message>
</context>
</TS>
