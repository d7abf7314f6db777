package org.gatehouse.valve;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.WebResource;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.WebResourceSet;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.apache.tomcat.util.file.ConfigFileLoader;
import org.apache.tomcat.util.file.ConfigurationSource;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.descriptor.DeploymentDescriptor;
import org.gatehouse.settings.descriptor.DescribedConstraint;
import org.gatehouse.settings.descriptor.UnusableDescriptorException;
import org.gatehouse.text.Printable;

/**
 * The deployment descriptors that the application and the administrator have written, found where Tomcat's {@code
 * ContextConfig} finds them: {@code /WEB-INF/web.xml}, {@code conf/web.xml} and the host's {@code web.xml.default}.
 */
final class OwnDescriptors {
    /** In bytes. Even those that list thousands of compiled JSPs are smaller. */
    private static final int MAX_LENGTH = 1 << 24;

    private final Map<ConstraintKey, ConstraintOrigin> constraints = new HashMap<>();
    private Optional<Failure> problem = Optional.empty();

    private OwnDescriptors() {}

    /** A file that may be there. */
    @FunctionalInterface
    private interface Source {
        Optional<InputStream> open() throws IOException;
    }

    static OwnDescriptors of(Context context) {
        OwnDescriptors descriptors = new OwnDescriptors();
        descriptors.read(context, ConstraintOrigin.WEB_XML, () -> ofApplication(context));
        // Only Tomcat's ContextConfig reads the defaults: a program that makes a context without one wants none.
        Stream.of(context.findLifecycleListeners())
                .flatMap(listener -> listener instanceof ContextConfig config ? Stream.of(config) : Stream.empty())
                .findFirst()
                .ifPresent(config -> {
                    descriptors.read(context, ConstraintOrigin.SERVER, () -> ofServer(config.getDefaultWebXml()));
                    descriptors.read(context, ConstraintOrigin.HOST, () -> ofHost(context));
                });
        return descriptors;
    }

    /** Which of them has this constraint. */
    Optional<ConstraintOrigin> origin(SecurityConstraint constraint) {
        return Optional.ofNullable(constraints.get(ConstraintKey.of(constraint)));
    }

    /** What keeps one of them from being used; then nobody knows what the application wants. */
    Optional<Failure> problem() {
        return problem;
    }

    private void read(Context context, ConstraintOrigin origin, Source source) {
        try {
            Optional<InputStream> opened = source.open();
            if (opened.isPresent()) {
                try (InputStream stream = opened.get()) {
                    for (DescribedConstraint constraint : constraints(stream)) {
                        ConstraintKey.of(constraint).forEach(key -> constraints.putIfAbsent(key, origin));
                    }
                }
            }
        } catch (IOException e) {
            problem = Optional.of(
                    failure(context, origin, "it cannot be read: " + Printable.of(String.valueOf(e.getMessage()))));
        } catch (UnusableDescriptorException e) {
            problem = Optional.of(failure(context, origin, e.problem()));
        }
    }

    /** Those of one descriptor. */
    static List<DescribedConstraint> constraints(InputStream stream) throws IOException, UnusableDescriptorException {
        byte[] content = stream.readNBytes(MAX_LENGTH + 1);
        if (content.length > MAX_LENGTH) {
            throw new UnusableDescriptorException("it has more than " + MAX_LENGTH + " bytes");
        }
        return DeploymentDescriptor.read(factory -> factory.createXMLStreamReader(new ByteArrayInputStream(content)))
                .constraints();
    }

    private static Optional<InputStream> ofApplication(Context context) throws IOException {
        if (context.getAltDDName() != null) {
            return Optional.of(new FileInputStream(context.getAltDDName()));
        }
        WebResourceRoot resources = context.getResources();
        WebResource descriptor = resources.getResource(Constants.ApplicationWebXml);
        if (!descriptor.exists() || isOfLibrary(descriptor, resources)) {
            return Optional.empty();
        }
        InputStream stream = descriptor.getInputStream();
        if (stream == null) {
            throw new IOException("it is not a file, or access is denied");
        }
        return Optional.of(stream);
    }

    /**
     * Where the application has none, a library can have one at this address ({@code META-INF/resources/WEB-INF/web.xml}).
     * Tomcat does not read it: it shows such resources later only.
     */
    private static boolean isOfLibrary(WebResource descriptor, WebResourceRoot resources) {
        String address = String.valueOf(descriptor.getURL());
        for (WebResourceSet library : resources.getJarResources()) {
            if (address.equals(String.valueOf(
                    library.getResource(Constants.ApplicationWebXml).getURL()))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<InputStream> ofServer(String file) throws IOException {
        if (file.equals(Constants.NoDefaultWebXml)) {
            return Optional.empty();
        }
        ConfigurationSource source = ConfigFileLoader.getSource();
        return opened(() -> file.equals(Constants.DefaultWebXml) ? source.getSharedWebXml() : source.getResource(file));
    }

    private static Optional<InputStream> ofHost(Context context) throws IOException {
        String file = Container.getConfigPath(context, Constants.HostWebXml);
        return opened(() -> ConfigFileLoader.getSource().getResource(file));
    }

    /** Where Tomcat looks for its own files. */
    @FunctionalInterface
    private interface Lookup {
        ConfigurationSource.Resource find() throws IOException;
    }

    /** Tomcat takes every fault for a file that is not there, and starts the application. */
    private static Optional<InputStream> opened(Lookup lookup) {
        try {
            return Optional.of(lookup.find().getInputStream());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Failure failure(Context context, ConstraintOrigin origin, String problem) {
        return new Failure(
                FailureCode.DESCRIPTOR_UNUSABLE,
                "in the application " + ApplicationName.of(context) + ", " + origin.title() + " cannot be used: "
                        + problem + ". So protect=\"auto\" covers every request.",
                "Fix the file and reload the application, or set protect to \"constraints\" or \"all\".");
    }
}
