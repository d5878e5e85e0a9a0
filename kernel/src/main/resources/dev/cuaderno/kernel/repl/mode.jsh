/set mode cuaderno -quiet
/set prompt cuaderno "java> " "   .> "
/set truncation cuaderno 100000
/set format cuaderno pre "|  "
/set format cuaderno post "%n"
/set format cuaderno name "%1$s"
/set format cuaderno type "%2$s"
/set format cuaderno value "%3$s"
/set format cuaderno unresolved "%4$s"
/set format cuaderno until ", to be used when {unresolved} exists" defined,notdefined-added,modified,replaced-primary-unresolved1,unresolved2
/set format cuaderno display "{name} ==> {value}{post}" added,modified,replaced-expression,varvalue,assignment,varinit,vardecl-ok-primary
/set format cuaderno display "{pre}{name}({type}){until}{post}" method-added,modified,replaced-primary
/set format cuaderno display "{pre}type {name}{until}{post}" class,interface,enum,annotation,record-added,modified,replaced-primary
/set format cuaderno display "{pre}{name}{until}{post}" vardecl,varinit-notdefined-added,modified,replaced-primary
/set format cuaderno display "{pre}{name} lost its value{post}" vardecl,varinit-ok-replaced-update
