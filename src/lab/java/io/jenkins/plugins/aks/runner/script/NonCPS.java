package io.jenkins.plugins.aks.runner.script;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Accepted on functions of a Jenkinsfile, where it means something to Jenkins; here every function is plain Groovy. */
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NonCPS {}
