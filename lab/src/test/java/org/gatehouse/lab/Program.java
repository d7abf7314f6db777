package org.gatehouse.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program to its end, for the tests of all modules. One that is not installed fails the test, and so does one
 * that hangs.
 */
public final class Program {
    private static final long TIMEOUT_SECONDS = 120;

    /** The Debian packages of what the tests need. */
    private static final Map<String, String> PACKAGES =
            Map.of("curl", "curl", "kinit", "krb5-user", "kvno", "krb5-user", "klist", "krb5-user");

    private Program() {}

    /**
     * How it ended.
     *
     * @param output of standard output and standard error
     */
    public record Result(int status, String output) {}

    /**
     * Runs it and waits until it has ended.
     *
     * @param input of its standard input, which ends after it
     * @throws AssertionError if it is not installed or has not ended after {@value #TIMEOUT_SECONDS} seconds
     */
    public static Result run(List<String> command, Map<String, String> environment, String input) throws IOException {
        Path output = Files.createTempFile("program", ".out");
        Process process = start(command, environment, output);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without reading; its output says why
        }
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " hangs. It has said: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** To a file, since a pipe that nobody reads would stop a program that says much. */
    static Process start(List<String> command, Map<String, String> environment, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            String program = command.get(0);
            throw new AssertionError(
                    program + " cannot be run. Install it: apt-get install " + PACKAGES.getOrDefault(program, program),
                    e);
        }
    }

    /** This JVM's own, with this test's class path. */
    public static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
