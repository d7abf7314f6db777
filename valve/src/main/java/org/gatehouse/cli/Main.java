package org.gatehouse.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.spn.SystemResolver;
import org.gatehouse.secret.SecretChars;

/** The start of {@code java -jar gatehouse-valve.jar}: joins the commands with the process that they run in. */
public final class Main {
    private Main() {}

    /** Ends the JVM with 0 (no errors found), 1 (errors) or 2 (wrong use). */
    public static void main(String[] arguments) {
        Charset charset = charset();
        PrintStream out = new PrintStream(System.out, true, charset);
        PrintStream err = new PrintStream(System.err, true, charset);
        Terminal terminal = new Terminal(out, err, charset, Main::password);
        int status = new CommandLine(terminal, new SystemResolver(), InstantSource.system(), version())
                .run(List.of(arguments));
        out.flush();
        System.exit(status);
    }

    /** The JDK tells it by a property from version 19 on; before, by the console alone, if there is one. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding");
        if (name != null) {
            return Charset.forName(name);
        }
        return Optional.ofNullable(System.console()).map(Console::charset).orElseGet(Charset::defaultCharset);
    }

    private static SecretChars password() throws IOException {
        Optional<Console> console = Optional.ofNullable(System.console()); // from JDK 22 on there always is one
        return console.isPresent() ? Passwords.typed(console.get()) : Passwords.piped(System.in);
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }
}
