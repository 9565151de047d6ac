package io.ringfence.instance;

import io.ringfence.events.value.VpcId;

/**
 * Within what an address has one owner. To be chosen before the first instance is registered: rows that were written
 * under the other one are not looked at.
 */
enum AddressScope {
    /** The whole installation, as a host may serve instances of two VPCs. */
    INSTALLATION {
        @Override
        String of(VpcId vpc) {
            return "*";
        }
    },
    /** One VPC, for installations where no host serves two. */
    VPC {
        @Override
        String of(VpcId vpc) {
            return vpc.value();
        }
    };

    /** What stands beside an address in its key. */
    abstract String of(VpcId vpc);
}
