package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Where a build's context comes from. */
sealed interface BuildSource {

    /** A Git repository, which the service itself clones, e.g. {@code https://github.com/owner/name.git#branch:folder}. */
    record Git(String url) implements BuildSource {}

    /** A folder of the workspace, without what its {@code .dockerignore} keeps out. */
    record Folder(String path) implements Packed {
        @Override
        public int write(Workspace workspace, String dockerfile, OutputStream out)
                throws OperationException, TransientException, IOException {
            DockerIgnore ignore = new DockerIgnore(ignoreFile(workspace), dockerfile);
            TarFilter filter = new TarFilter(out, ignore::excludes);
            workspace.tar("context", path, filter);
            return filter.files();
        }

        private String ignoreFile(Workspace workspace) throws OperationException, TransientException {
            String file = path.equals(".") ? ".dockerignore" : path + "/.dockerignore";
            try {
                return workspace.read("context", List.of(file)).get(0).text();
            } catch (InvalidParameterException e) {
                // There is none.
                return "";
            }
        }
    }

    /** A Dockerfile that needs nothing else. */
    record Text(String dockerfile) implements Packed {
        @Override
        public int write(Workspace workspace, String name, OutputStream out) throws IOException {
            out.write(TarEntry.archive(name, dockerfile));
            return 1;
        }
    }

    /** What is uploaded as an archive. */
    sealed interface Packed extends BuildSource permits Folder, Text {

        /**
         * @param dockerfile path in the context
         * @param out takes a tar archive
         * @return how many files it has
         */
        int write(Workspace workspace, String dockerfile, OutputStream out)
                throws OperationException, TransientException, IOException;
    }
}
