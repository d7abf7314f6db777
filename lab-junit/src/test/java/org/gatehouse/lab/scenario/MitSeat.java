package org.gatehouse.lab.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;

/** MIT's programs and curl. */
record MitSeat(Workstation workstation) implements Seat {
    @Override
    public Optional<String> logOn(String principal, String password) throws IOException {
        return complaint(workstation.kinit(principal, password));
    }

    @Override
    public Optional<String> logOnByKeytab(String principal, Path keytab) throws IOException {
        return complaint(workstation.kinitByKeytab(principal, keytab));
    }

    /** Of kvno's two ways to name a service the one that leaves the realm open, as GSS-API does. */
    @Override
    public Optional<String> getTicket(URI address) throws IOException {
        return complaint(workstation.kvno("-S", "HTTP", address.getHost()));
    }

    @Override
    public Response open(URI address) throws IOException {
        return workstation.signOn(address);
    }

    @Override
    public void close() throws IOException {
        workstation.close();
    }

    private static Optional<String> complaint(Program.Result result) {
        return result.status() == 0 ? Optional.empty() : Optional.of(result.output());
    }
}
