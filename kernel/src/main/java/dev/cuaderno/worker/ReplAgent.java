package dev.cuaderno.worker;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.display.TerminalDisplay;

import jdk.jshell.execution.RemoteExecutionControl;
import jdk.jshell.execution.Util;

import java.awt.image.RenderedImage;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What runs in the JVM of the REPL's user: the JDK's own agent, whose results are shown as
/// [TerminalDisplay] shows values, so that a chart opens in a window.
public final class ReplAgent extends RemoteExecutionControl {

    private static final Method CALL;

    static {
        try {
            CALL = ReplAgent.class.getDeclaredMethod("call");
        } catch (NoSuchMethodException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    // One snippet runs at a time; the JDK's agent calls nothing but static methods.
    private static Method snippet;

    private ReplAgent() {}

    /// Connects to the REPL.
    ///
    /// @param args the port where it listens
    public static void main(String[] args) throws Exception {
        TerminalDisplay.install();
        // Lives as long as this JVM.
        @SuppressWarnings("resource")
        var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        var in = socket.getInputStream();
        var out = socket.getOutputStream();
        Map<String, Consumer<OutputStream>> outputs = new HashMap<>();
        outputs.put("out", to -> System.setOut(new PrintStream(to, true, System.out.charset())));
        outputs.put("err", to -> System.setErr(new PrintStream(to, true, System.err.charset())));
        outputs.put("consoleInput", to -> console("setRemoteInput", OutputStream.class, to));
        Map<String, Consumer<InputStream>> inputs = new HashMap<>();
        inputs.put("in", System::setIn);
        inputs.put("consoleOutput", from -> console("setRemoteOutput", InputStream.class, from));
        Util.forwardExecutionControlAndIO(new ReplAgent(), in, out, outputs, inputs);
    }

    /// Connects `System.console()` as the JDK's agent does; without it there is none.
    private static <T> void console(String method, Class<T> type, T stream) {
        try {
            Class.forName("jdk.jshell.execution.impl.ConsoleImpl$ConsoleProviderImpl")
                    .getMethod(method, type)
                    .invoke(null, stream);
        } catch (ReflectiveOperationException otherJdk) {
            System.getLogger(ReplAgent.class.getName())
                    .log(System.Logger.Level.DEBUG, "no console", otherJdk);
        }
    }

    /// Runs a snippet. It is called by [#call], whose result takes the place of its own; the frame
    /// of the JDK's agent in between is what a stop looks for.
    @Override
    protected String invoke(Method doit) throws Exception {
        snippet = doit;
        return super.invoke(CALL);
    }

    /// Runs the snippet at hand; called by the JDK's agent.
    ///
    /// @return what the terminal shows
    public static Object call() throws Throwable {
        var doit = snippet;
        Object value;
        try {
            doit.setAccessible(true);
            value = doit.invoke(null);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
        var text = text(value, isDeclaration(doit.getDeclaringClass()));
        return text == null ? value : new Shown(text);
    }

    /// Whether a snippet gives a value a name: its class holds the variable then. The names that
    /// JShell gives begin with a dollar.
    private static boolean isDeclaration(Class<?> wrapper) {
        return Arrays.stream(wrapper.getDeclaredFields())
                .anyMatch(variable -> !variable.getName().startsWith("$"));
    }

    /// What the terminal shows instead of JShell's own text; null where that one serves.
    private static String text(Object value, boolean named) {
        if (!(value instanceof Displayable
                || value instanceof RenderedImage
                || isOfALibrary(value))) {
            return null;
        }
        var bundle = Display.render(value);
        var pictured =
                bundle.data().containsKey(MimeBundle.PNG)
                        || bundle.data().containsKey(MimeBundle.SVG);
        if (pictured && !named) {
            return TerminalDisplay.shown(bundle);
        }
        return pictured || value instanceof Displayable ? bundle.plainText() : null;
    }

    /// A value that a library's renderer may know.
    private static boolean isOfALibrary(Object value) {
        return value != null
                && value.getClass().getClassLoader() != null
                && !value.getClass().getName().startsWith("REPL.");
    }

    /// JShell shows it by its text.
    private record Shown(String text) {

        @Override
        public String toString() {
            return text;
        }
    }
}
