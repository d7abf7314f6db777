package org.gatehouse.valve;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Authenticator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** An authenticator of another product: known by the interface, not by Tomcat's base class. */
final class ForeignAuthenticator extends ValveBase implements Authenticator {
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public boolean authenticate(Request request, HttpServletResponse response) {
        return true;
    }

    @Override
    public void login(String username, String password, Request request) {}

    @Override
    public void logout(Request request) {}
}
