package org.gatehouse.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gatehouse.lab.command.ControlServer;
import org.gatehouse.lab.directory.file.DomainFile;
import org.gatehouse.lab.directory.file.DomainFileException;

/** The lab as a program; {@code --help} tells how to use it. */
public final class LabMain {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** For how long a signal waits for an orderly end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch stopRequest = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private LabMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws InterruptedException {
        LabMain main = new LabMain(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        int status;
        try {
            status = main.run(arguments);
        } finally {
            main.stopped.countDown();
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    private int run(String... arguments) throws InterruptedException {
        try {
            MainOptions options = MainOptions.parse(arguments);
            if (options.help()) {
                out.print(MainOptions.USAGE);
                return 0;
            }
            MainLogging logging = MainLogging.configure(out);
            try {
                serve(options);
                return 0;
            } finally {
                Reference.reachabilityFence(logging);
            }
        } catch (MainOptions.UsageException e) {
            err.println(e.getMessage() + "; --help lists the options");
            return WRONG_USE;
        } catch (DomainFileException e) {
            e.problems().forEach(err::println);
            return WRONG_USE;
        } catch (LabException e) {
            if (e.reason() == LabException.Reason.FAILED) {
                e.printStackTrace(err);
                return FAILED;
            }
            err.println(e.getMessage());
            return WRONG_USE;
        } catch (IOException e) {
            e.printStackTrace(err);
            return FAILED;
        }
    }

    private void serve(MainOptions options)
            throws DomainFileException, LabException, IOException, InterruptedException {
        LabOptions labOptions = LabOptions.defaults().withPorts(options.ports()).withHome(options.home());
        if (!options.domains().isEmpty()) {
            labOptions = labOptions.withDomains(read(options.domains()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "gatehouse-stop"));
        LabProperties properties = new LabProperties(options.home());
        try (Lab lab = Lab.start(labOptions)) {
            Readiness.check(lab);
            try (ControlServer control = ControlServer.start(lab.control())) {
                Duration untilReady = sinceStart();
                out.print(Summary.of(lab, untilReady));
                properties.write(lab, control, untilReady);
                stopRequest.await();
            } finally {
                properties.remove(); // while the home is still this lab's
            }
        }
        out.println("stopped");
    }

    private static DomainFile[] read(List<Path> files) throws DomainFileException {
        List<DomainFile> domains = new ArrayList<>();
        for (Path file : files) {
            domains.add(DomainFile.read(file));
        }
        return domains.toArray(DomainFile[]::new);
    }

    /** Runs when the JVM is told to end: lets {@link #serve} close what it has started. */
    private void stop() {
        stopRequest.countDown();
        try {
            if (!stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                err.println("the lab did not stop in " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration sinceStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(started, Instant.now());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
