"""What lets outsiders prove the register: keys, witnesses, and authorities of time."""

from typing import TypeAlias, assert_never

from domain.assembly import gateway_keys, log_keys, timestamp_authorities, witnesses
from domain.assembly.state import Assembly
from domain.definition import Decision

Proving: TypeAlias = (
    gateway_keys.AdmitGatewayKey
    | gateway_keys.RevokeGatewayKey
    | log_keys.AdmitLogKey
    | log_keys.RevokeLogKey
    | timestamp_authorities.AdmitTimestampAuthority
    | timestamp_authorities.RevokeTimestampAuthority
    | witnesses.AdmitWitness
    | witnesses.RevokeWitness
    | witnesses.SetWitnessQuorum
)
Proved: TypeAlias = (
    gateway_keys.GatewayKeyAdmitted
    | gateway_keys.GatewayKeyRevoked
    | log_keys.LogKeyAdmitted
    | log_keys.LogKeyRevoked
    | timestamp_authorities.TimestampAuthorityAdmitted
    | timestamp_authorities.TimestampAuthorityRevoked
    | witnesses.WitnessAdmitted
    | witnesses.WitnessRevoked
    | witnesses.WitnessQuorumSet
)


def prove(command: Proving, case: Assembly) -> Decision:
    """Put an act to its stage."""
    match command:
        case gateway_keys.AdmitGatewayKey():
            return gateway_keys.admit_key(command, case)
        case gateway_keys.RevokeGatewayKey():
            return gateway_keys.revoke_key(command, case)
        case log_keys.AdmitLogKey():
            return log_keys.admit_log_key(command, case)
        case log_keys.RevokeLogKey():
            return log_keys.revoke_log_key(command, case)
        case timestamp_authorities.AdmitTimestampAuthority():
            return timestamp_authorities.admit_authority(command, case)
        case timestamp_authorities.RevokeTimestampAuthority():
            return timestamp_authorities.revoke_authority(command, case)
        case witnesses.AdmitWitness():
            return witnesses.admit_witness(command, case)
        case witnesses.RevokeWitness():
            return witnesses.revoke_witness(command, case)
        case witnesses.SetWitnessQuorum():
            return witnesses.set_quorum(command, case)
        case _:
            assert_never(command)


def proved(case: Assembly, event: Proved) -> Assembly:
    """Fold an event."""
    match event:
        case gateway_keys.GatewayKeyAdmitted():
            return gateway_keys.key_admitted(case, event)
        case gateway_keys.GatewayKeyRevoked():
            return gateway_keys.key_revoked(case, event)
        case log_keys.LogKeyAdmitted():
            return log_keys.log_key_admitted(case, event)
        case log_keys.LogKeyRevoked():
            return log_keys.log_key_revoked(case, event)
        case timestamp_authorities.TimestampAuthorityAdmitted():
            return timestamp_authorities.authority_admitted(case, event)
        case timestamp_authorities.TimestampAuthorityRevoked():
            return timestamp_authorities.authority_revoked(case, event)
        case witnesses.WitnessAdmitted():
            return witnesses.witness_admitted(case, event)
        case witnesses.WitnessRevoked():
            return witnesses.witness_revoked(case, event)
        case witnesses.WitnessQuorumSet():
            return witnesses.quorum_set(case, event)
        case _:
            assert_never(event)
