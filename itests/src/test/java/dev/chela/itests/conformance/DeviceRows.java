package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code device.*}: of two strangers one is let in, named, given another token, shut out and forgotten; and the asking connection's own asks for more. */
final class DeviceRows {
    static final List<Row> ROWS = List.of(
            row("device.pair.list", "{}"),
            row("device.pair.approve", "{requestId: '<welcome/requestId>'}").until("device.pair.resolved", "{decision: 'approved'}"),
            row("device.pair.reject", "{requestId: '<unwelcome/requestId>'}"),
            row("device.pair.rename", "{deviceId: '<welcome/deviceId>', label: 'Kitchen'}").until("device.pair.changed", "{}"),
            row("device.token.rotate", "{deviceId: '<welcome/deviceId>', role: 'operator'}").answers("DeviceTokenRotateResult"),
            row("device.token.revoke", "{deviceId: '<welcome/deviceId>', role: 'operator'}"),
            row("device.scopes.requestUpgrade", "{scopes: ['operator.pairing']}")
                    .takes("ScopeUpgradeRequest").answers("ScopeUpgradeRegistration"),
            row("device.scopes.waitUpgrade", "{requestId: '<device.scopes.requestUpgrade/requestId>'}")
                    .takes("ScopeUpgradeWait").answers("ScopeUpgradeResult"),
            row("device.pair.list", "{}"),
            row("device.pair.remove", "{deviceId: '<welcome/deviceId>'}"));

    private DeviceRows() {}
}
