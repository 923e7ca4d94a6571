import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { BranchId } from '#libs/kernel';

@Entity('branches')
export class Branch {
  @PrimaryColumn('uuid')
  id!: BranchId;

  @Column('text')
  name!: string;

  /** Short and stable, such as `HAR`. */
  @Column('text')
  code!: string;

  @VersionColumn()
  version!: number;
}
