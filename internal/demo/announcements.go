package demo

import "tramway/internal/announce"

// makeAnnouncements publishes one by the four-part template and a policy; they are handed
// out when the demonstration is served. In Hong Kong only: the other company is smaller.
func (b *builder) makeAnnouncements() error {
	if b.company.Region != "hk" {
		return nil
	}
	for _, d := range []announce.Draft{officialChannel(), acceptableUse()} {
		d.Audience.Everybody = true
		id, err := announce.Save(b.ctx, b.house, b.who(), "", d)
		if err == nil {
			err = announce.PublishDraft(b.ctx, b.house, b.who(), id, 1, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func officialChannel() announce.Draft {
	d := announce.Draft{Template: "four", MustConfirm: true, ForJoiners: true}
	d.Pinned, d.RemindDays = true, 3
	c := &d.Content
	c.EffectiveOn, c.Disciplinary, c.Liability = "2026-12-01", true, true
	c.En.Title, c.Zh.Title = "Company matters go through Tramway", "公司事務一律經 Tramway"
	c.En.Background, c.Zh.Background = "Customer data was found in private chats. Such messages **can't be traced** and are lost when somebody leaves.", "私人通訊中發現客戶資料。這些訊息**無法追溯**，同事離職後亦會遺失。"
	c.En.Consequences, c.Zh.Consequences = "A first case leads to a written warning.\n\n- Customer data sent by private apps is a breach of contract.\n- Damages may be claimed.", "首次違規會收到書面警告。\n\n- 以私人程式傳送客戶資料屬違反合約。\n- 公司可追討損失。"
	c.En.Contact, c.Zh.Contact = "Information Technology, extension 2288", "資訊科技部，內線 2288"
	return d
}

func acceptableUse() announce.Draft {
	d := announce.Draft{Template: "free", Policy: true}
	c := &d.Content
	c.EffectiveOn = "2026-11-01"
	c.En.Title, c.Zh.Title = "Acceptable use of chat", "通訊使用政策"
	c.En.Body = "Do not post these in conversations:\n\n| What | Where instead |\n| - | - |\n| Financial statements | Accounts drive |\n| Customer databases | Sales drive |\n\nQuestions: ask your manager."
	c.Zh.Body = "請勿在對話中張貼以下內容：\n\n| 內容 | 應存放於 |\n| - | - |\n| 財務報表 | 會計部雲端硬碟 |\n| 客戶資料庫 | 營業部雲端硬碟 |\n\n如有疑問，請向主管查詢。"
	return d
}
