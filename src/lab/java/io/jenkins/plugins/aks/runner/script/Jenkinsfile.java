package io.jenkins.plugins.aks.runner.script;

import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import io.jenkins.plugins.aks.runner.declarative.DeclarativeCustomizer;
import io.jenkins.plugins.aks.runner.declarative.Pipeline;
import io.jenkins.plugins.aks.runner.model.Catalog;
import java.util.Optional;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * A compiled and checked Jenkinsfile.
 *
 * @param pipeline the Declarative model; empty for a Scripted Pipeline
 */
public record Jenkinsfile(Class<?> script, Optional<Pipeline> pipeline) {

    /** The name that Jenkins gives to every Jenkinsfile; its messages begin with it. */
    public static final String NAME = "WorkflowScript";

    /**
     * @throws CompilationFailedException with everything that is wrong, each with line and column, as Jenkins says it
     */
    public static Jenkinsfile compile(String text, Catalog catalog, ClassLoader parent) {
        DeclarativeCustomizer declarative = new DeclarativeCustomizer(catalog);
        ImportCustomizer imports = new ImportCustomizer();
        imports.addStarImports("hudson.model", "jenkins.model");
        imports.addImports(NonCPS.class.getName());
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(LabScript.class.getName());
        configuration.addCompilationCustomizers(imports, declarative, new StepCalls(catalog));
        GroovyClassLoader loader = new GroovyClassLoader(parent, configuration);
        Class<?> script = loader.parseClass(text, NAME);
        return new Jenkinsfile(script, declarative.pipeline());
    }

    public LabScript newScript(Dsl dsl) {
        LabScript made = (LabScript) InvokerHelper.createScript(script, new Binding());
        made.attach(dsl);
        return made;
    }
}
