package dev.cuaderno.worker;

import java.io.Console;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// `System.console()` of a worker, which has no terminal: it prints to the cell and asks the front
/// end, hiding passwords.
///
/// [Console] is sealed and made by the JDK around an internal interface, so this implements that
/// interface by a proxy and hands it in where the JDK looks for its console. The worker is started
/// with [#JVM_OPTIONS], which open the packages that takes. On a JDK that has changed there,
/// `System.console()` stays null, as in any process without a terminal; `Display.askPassword` needs
/// none of this.
public final class CellConsole implements InvocationHandler {

    /// What a worker has to be started with so that its cells have a console.
    public static final List<String> JVM_OPTIONS =
            List.of(
                    "--add-exports=java.base/jdk.internal.access=ALL-UNNAMED",
                    "--add-exports=java.base/jdk.internal.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    // What IO.readln decodes by; lines come as UTF-8 whatever the locale.
                    "-Dstdin.encoding=UTF-8");

    private static final String ACCESS = "jdk.internal.access";
    private static final String INTERNAL = "jdk.internal.io";

    private final CellInput input;
    private final PrintWriter writer;

    private CellConsole(CellInput input, PrintStream out) {
        this.input = input;
        this.writer = new PrintWriter(new Direct(out));
    }

    /// Makes `System.console()` give this console.
    ///
    /// @return false where this JDK does not allow it
    static boolean install(CellInput input, PrintStream out) {
        try {
            // Its initialiser sets the JDK's own, so it must have run before.
            Class.forName("java.io.Console");
            var access = Class.forName(ACCESS + ".JavaIOAccess");
            var console = new Lazy(new CellConsole(input, out));
            Class.forName(ACCESS + ".SharedSecrets")
                    .getMethod("setJavaIOAccess", access)
                    .invoke(null, proxy(access, console));
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError changed) {
            return false;
        }
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(
                CellConsole.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /// Passes text on as it comes: what a console has printed is to be seen before it asks.
    private static final class Direct extends Writer {

        private final PrintStream out;

        Direct(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            out.print(new String(text, offset, length));
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            // The streams of a cell stay open.
        }
    }

    /// Stands where the JDK looks for its console; most cells never ask for it.
    private static final class Lazy implements InvocationHandler {

        private final CellConsole handler;
        private Console console;

        Lazy(CellConsole handler) {
            this.handler = handler;
        }

        @Override
        public synchronized Object invoke(Object self, Method method, Object[] arguments)
                throws ReflectiveOperationException {
            if (!method.getName().equals("console")) {
                return false;
            }
            if (console == null) {
                var type = Class.forName(INTERNAL + ".JdkConsole");
                var maker = Class.forName("java.io.ProxyingConsole").getDeclaredConstructor(type);
                maker.setAccessible(true);
                console = (Console) maker.newInstance(proxy(type, handler));
            }
            return console;
        }
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "writer" -> writer;
            case "reader" -> new InputStreamReader(input, StandardCharsets.UTF_8);
            case "charset" -> StandardCharsets.UTF_8;
            case "readLine" -> ask(arguments, false);
            case "readPassword" -> {
                var line = ask(arguments, true);
                yield line == null ? null : line.toCharArray();
            }
            case "print", "println", "format" -> {
                switch (method.getName()) {
                    case "print" -> writer.print(arguments[0]);
                    case "println" -> writer.println(arguments[0]);
                    default -> writer.print(text(arguments));
                }
                writer.flush();
                yield self;
            }
            case "flush" -> {
                writer.flush();
                yield null;
            }
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "the console of a notebook";
        };
    }

    private String ask(Object[] prompt, boolean password) {
        try {
            return input.ask(prompt == null ? "" : text(prompt), password);
        } catch (IOException failure) {
            throw new IOError(failure);
        }
    }

    /// Locale, format and its arguments.
    private static String text(Object[] arguments) {
        return String.format((Locale) arguments[0], (String) arguments[1], (Object[]) arguments[2]);
    }
}
