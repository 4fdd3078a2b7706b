package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import io.jenkins.plugins.aks.pipeline.VaultStep;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A secret of a key vault: set, deleted or purged (W111). Its value never is a parameter, because parameters are saved with
 * the Pipeline and shown on the build's pages.
 */
public final class KeyVaultSecretStep extends VaultStep {
    private final String name;
    private String state;
    private String variable;
    private String file;
    private String encoding;
    private int generate;
    private String contentType;
    private String expires;
    private String notBefore;
    private Map<String, String> tags = new TreeMap<>();

    @DataBoundConstructor
    public KeyVaultSecretStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        VaultTarget target = VaultTarget.of(scope, getVault(), name, getAccessWait());
        SecretSource source = SecretSource.of(variable, file, getEncoding(), generate);
        SecretState wanted = SecretState.parse(getState());
        wanted.check(source);
        return wanted == SecretState.PRESENT
                ? new SetSecret(target, source, SecretAttributes.of(contentType, expires, notBefore, tags))
                : new RemoveSecret(target, wanted == SecretState.PURGED);
    }

    @Override
    protected String title() {
        return "keyVaultSecret " + name;
    }

    public String getName() {
        return name;
    }

    public String getState() {
        return state == null ? SecretState.PRESENT.word() : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    public String getVariable() {
        return variable;
    }

    @DataBoundSetter
    public void setVariable(String variable) {
        this.variable = Util.fixEmptyAndTrim(variable);
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    public String getEncoding() {
        return encoding == null ? SecretSource.UTF_8 : encoding;
    }

    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = Util.fixEmptyAndTrim(encoding);
    }

    public int getGenerate() {
        return generate;
    }

    @DataBoundSetter
    public void setGenerate(int generate) {
        this.generate = generate;
    }

    public String getContentType() {
        return contentType;
    }

    @DataBoundSetter
    public void setContentType(String contentType) {
        this.contentType = Util.fixEmptyAndTrim(contentType);
    }

    public String getExpires() {
        return expires;
    }

    @DataBoundSetter
    public void setExpires(String expires) {
        this.expires = Util.fixEmptyAndTrim(expires);
    }

    public String getNotBefore() {
        return notBefore;
    }

    @DataBoundSetter
    public void setNotBefore(String notBefore) {
        this.notBefore = Util.fixEmptyAndTrim(notBefore);
    }

    public Map<String, String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(Map<String, String> tags) {
        this.tags = Lists.sortedTexts(tags);
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("keyVaultSecret", "Key vault: set, delete or purge a secret");
        }
    }
}
