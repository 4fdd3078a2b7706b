package io.jenkins.plugins.aks.pipeline;

import hudson.console.ConsoleLogFilter;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Shows secrets as **** in the log of a block. Saved with the Pipeline in sealed form only; on its way to an agent, which
 * has no key of the controller's, it carries them in clear, as the variables of the agent's processes do.
 */
@SuppressWarnings("NonApiType") // a list that is known to be serializable
final class SecretMask extends ConsoleLogFilter implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String MASK = "****";

    private final ArrayList<String> sealed;
    private final ArrayList<String> clear;

    /** @param sealed see {@link Sealed} */
    SecretMask(Collection<String> sealed) {
        this(new ArrayList<>(sealed), null);
    }

    private SecretMask(ArrayList<String> sealed, ArrayList<String> clear) {
        this.sealed = sealed;
        this.clear = clear;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public OutputStream decorateLogger(Run build, OutputStream logger) {
        return new Lines(logger, SecretForms.of(secrets()));
    }

    private List<String> secrets() {
        return clear != null ? clear : sealed.stream().map(Sealed::open).toList();
    }

    private Object writeReplace() {
        return clear == null && Remoting.isSending()
                ? new SecretMask(new ArrayList<>(), new ArrayList<>(secrets()))
                : this;
    }

    private static final class Lines extends LineTransformationOutputStream {
        private final OutputStream logger;
        private final List<String> forms;

        Lines(OutputStream logger, List<String> forms) {
            this.logger = logger;
            this.forms = forms;
        }

        @Override
        protected void eol(byte[] bytes, int length) throws IOException {
            String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
            String masked = line;
            for (String form : forms) {
                masked = masked.replace(form, MASK);
            }
            if (masked.equals(line)) {
                logger.write(bytes, 0, length);
            } else {
                logger.write(masked.getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void flush() throws IOException {
            logger.flush();
        }

        @Override
        public void close() throws IOException {
            super.close();
            logger.close();
        }
    }
}
