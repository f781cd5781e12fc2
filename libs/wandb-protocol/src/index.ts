export * from './wandb-protocol.module';
