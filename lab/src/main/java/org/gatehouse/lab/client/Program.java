package org.gatehouse.lab.client;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program to its end. It cannot hang, fill the memory or wait for input: what is not installed, takes longer than
 * {@value #SECONDS} seconds or says more than {@value #MAX_OUTPUT} bytes ends with an {@link IOException} that says so, and
 * with the program killed.
 */
public final class Program {
    static final int SECONDS = 120;
    static final int MAX_OUTPUT = 1 << 20;

    /** A pipe takes this much although nobody reads it, so that writing never waits. */
    private static final int MAX_INPUT = 4096;

    private static final long MILLIS_BETWEEN_LOOKS = 100;
    private static final long MILLIS_TO_DIE = 5_000;

    /** The Debian packages of what the lab's clients are. */
    private static final Map<String, String> PACKAGES = Map.of(
            "kinit",
            "krb5-user",
            "kvno",
            "krb5-user",
            "klist",
            "krb5-user",
            "kdestroy",
            "krb5-user",
            "ldapmodify",
            "ldap-utils",
            "ldapsearch",
            "ldap-utils",
            "kdb5_util",
            "krb5-kdc",
            "krb5kdc",
            "krb5-kdc",
            "kadmin.local",
            "krb5-admin-server",
            "gss-server",
            "krb5-gss-samples");

    private Program() {}

    /**
     * How it ended.
     *
     * @param output of standard output and standard error
     */
    public record Result(int status, String output) {
        /**
         * This result if the status is 0.
         *
         * @throws IOException with the output otherwise
         */
        public Result orThrow() throws IOException {
            if (status != 0) {
                throw new IOException("status " + status + ": " + output.strip());
            }
            return this;
        }
    }

    /** What nobody waits longer for, and nobody reads more of. */
    record Limits(Duration time, int output) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(SECONDS), MAX_OUTPUT);
    }

    /**
     * Runs it and waits until it has ended.
     *
     * @param environment on top of this JVM's own
     * @param input of its standard input, which ends after it; at most {@value #MAX_INPUT} bytes
     * @throws IOException if it is not installed or oversteps a limit; what it has said so far is in the message
     */
    public static Result run(List<String> command, Map<String, String> environment, String input) throws IOException {
        return run(command, environment, input, Limits.USUAL);
    }

    static Result run(List<String> command, Map<String, String> environment, String input, Limits limits)
            throws IOException {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_INPUT) {
            throw new IllegalArgumentException("The input has " + bytes.length + " bytes, more than " + MAX_INPUT);
        }
        Path output = Files.createTempFile("program", ".out");
        try {
            Process process = start(command, environment, output);
            try {
                write(bytes, process);
                await(process, command, output, limits);
                return new Result(process.exitValue(), text(output, limits.output));
            } finally {
                kill(process);
            }
        } finally {
            Files.delete(output);
        }
    }

    /**
     * Starts it and does not wait. Its output goes to a file, since a pipe that nobody reads would stop a program that says
     * much.
     *
     * @throws IOException if it is not installed
     */
    public static Process start(List<String> command, Map<String, String> environment, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KRB5")); // of this JVM's user
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        builder.environment().putAll(environment);
        requireInstalled(command.get(0));
        return builder.start();
    }

    /** This JVM's own program, with this JVM's class path. */
    public static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /**
     * Looks for it as the system does; a program that runs others would tell of a missing one in words of its own.
     *
     * @throws IOException that says how to install it
     */
    static void requireInstalled(String program) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        boolean found = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw new IOException(program + " is not installed. Install it: apt-get install "
                    + PACKAGES.getOrDefault(program, program));
        }
    }

    private static void write(byte[] input, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // it ended without reading; its output says why
        }
    }

    private static void await(Process process, List<String> command, Path output, Limits limits) throws IOException {
        long end = System.nanoTime() + limits.time.toNanos();
        try {
            while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                if (Files.size(output) > limits.output) {
                    throw tooMuch(command, output, limits);
                }
                if (System.nanoTime() - end > 0) {
                    throw new IOException(command + " has not ended after " + limits.time.toSeconds()
                            + " seconds. It has said: " + text(output, limits.output));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command + " was not waited for: the thread was interrupted");
        }
        if (Files.size(output) > limits.output) {
            throw tooMuch(command, output, limits);
        }
    }

    private static IOException tooMuch(List<String> command, Path output, Limits limits) throws IOException {
        return new IOException(command + " says more than " + limits.output + " bytes. It begins with: "
                + text(output, Math.min(limits.output, 1000)));
    }

    private static String text(Path output, int limit) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
        }
    }

    /** With everything that it has started; what runs others is given the time to clear up after them. */
    private static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = Thread.interrupted();
        try {
            if (children.isEmpty() || !process.waitFor(MILLIS_TO_DIE, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
