package io.ringfence.gateway.document;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Makes one OpenAPI document of several. Paths that several describe have the operations of all; schemas of one name
 * are merged property by property, so services name theirs apart unless they mean the same.
 */
final class OpenApiMerge {
    private OpenApiMerge() {}

    /** The merged document as JSON, with the title and the server of the gateway. */
    static String merge(List<byte[]> documents) {
        OpenAPI merged =
                documents.stream().map(OpenApiMerge::read).reduce(OASFactory.createOpenAPI(), MergeUtil::merge);
        merged.setInfo(OASFactory.createInfo()
                .title("Ringfence")
                .version("v1")
                .description("Security groups for container instances: changes, questions, audit."));
        merged.setServers(List.of(OASFactory.createServer().url("/")));
        return bare().withInitialModel(merged).build().toJSON();
    }

    private static OpenAPI read(byte[] document) {
        return bare().withCustomStaticFile(() -> new ByteArrayInputStream(document))
                .build()
                .model();
    }

    /** A builder that looks at what it is given and at nothing else. */
    private static SmallRyeOpenAPI.Builder bare() {
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableAnnotationScan(false)
                .enableStandardStaticFiles(false)
                .enableStandardFilter(false);
    }
}
