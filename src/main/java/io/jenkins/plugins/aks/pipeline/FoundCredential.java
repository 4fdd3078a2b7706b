package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.azure.AzureIdentity;

/**
 * What a {@code credentialsId} stands for.
 *
 * @param subscription the credential's own one, or null
 * @param cloud the name of the cloud that the credential is for, or null
 */
record FoundCredential(AzureIdentity identity, String subscription, String cloud) {}
