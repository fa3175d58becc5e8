/** What a panel or a link asks; provisioning/datasources names them by these uids. */
export interface DataSource {
  type: string;
  uid: string;
}

export const prometheus: DataSource = { type: 'prometheus', uid: 'prometheus' };
export const loki: DataSource = { type: 'loki', uid: 'loki' };
export const tempo: DataSource = { type: 'tempo', uid: 'tempo' };
