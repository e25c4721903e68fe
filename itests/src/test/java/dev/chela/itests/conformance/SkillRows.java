package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code skills.*}; OpenClaw publishes no definitions of what they answer. A skill is sent and installed, once the configuration allows it. */
final class SkillRows {
    /** A zip with one {@code SKILL.md}, of 164 bytes. */
    private static final String TIDE = "UEsDBBQAAAAAAAAAIVxuWib5MgAAADIAAAAIAAAAU0tJTEwubWQtLS0KbmFtZTogdGlkZQpkZXNjcmlwdGlvbjogVGhlIHNlYQotLS0KTG9vay"
            + "BvdXQuClBLAQIUAxQAAAAAAAAAIVxuWib5MgAAADIAAAAIAAAAAAAAAAAAAACAAQAAAABTS0lMTC5tZFBLBQYAAAAAAQABADYAAABYAAAAAAA=";

    static final List<Row> ROWS = List.of(
            row("skills.status", "{agentId: 'main'}"),
            row("skills.update", "{skillKey: 'weather', enabled: true}"),
            row("config.get", "{}"),
            row("config.patch", "{raw: '{skills: {install: {allowUploadedArchives: true}}}', baseHash: '<config.get/hash>'}"),
            row("skills.upload.begin", "{kind: 'skill-archive', slug: 'tide', sizeBytes: 164, force: true, idempotencyKey: 'tide'}"),
            row("skills.upload.chunk", "{uploadId: '<skills.upload.begin/uploadId>', offset: 0, dataBase64: '" + TIDE + "'}"),
            row("skills.upload.commit", "{uploadId: '<skills.upload.begin/uploadId>'}"),
            row("skills.proposals.list", "{agentId: 'main'}").answers("SkillsProposalsListResult"),
            row("skills.install", "{source: 'upload', uploadId: '<skills.upload.begin/uploadId>', slug: 'tide', agentId: 'main', force: true,"
                    + " sha256: '<skills.upload.commit/sha256>', timeoutMs: 60000}"),
            row("skills.workshop.read", "{agentId: 'main', name: 'tide'}"));

    private SkillRows() {}
}
